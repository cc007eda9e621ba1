# syntax=docker/dockerfile:1

# The base image of every service.
FROM python:3.12-slim

RUN apt-get update && \
    # git; to install packages from repositories
    apt-get install -y git \

    # gettext; to compile translations
        gettext   \  
    && rm -rf /var/lib/apt/lists/*

RUN echo one\
two
RUN echo a \\
RUN echo \
# a comment at the margin

  done
ENV PATH=/venv/bin:$PATH \
    LANG=C.UTF-8
CMD ["gunicorn", \
     "service.wsgi"]
RUN echo last \
