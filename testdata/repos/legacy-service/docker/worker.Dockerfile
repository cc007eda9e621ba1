FROM python:3.12-slim
RUM pip install celery
COPY . /app
CMD ["celery", "-A", "notes", "worker"]
