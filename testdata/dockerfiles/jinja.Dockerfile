# syntax=docker/dockerfile:1
{# A comment of the template #}
{%- set version = "18" %}
FROM {{ DOCKER_REGISTRY }}node:{{ version }} AS minimal
{{ patch("dockerfile-minimal") }}
ARG REPOSITORY={{ REPOSITORY }}
RUN apt-get update && \
    {% if EXTRA %}
    apt-get install -y {{ EXTRA }} && \
    {% endif %}
    apt-get clean
{% if not DEV %}RUN make production{% else %}RUN make dev{% endif %}
{% for app in apps %}
COPY --from={{ app }} /dist /dist/{{ app }}
{% endfor %}
ENV DJANGO_SETTINGS_MODULE=lms.envs.tutor.production
CMD ["uwsgi", "--http={{ PORT }}"]
