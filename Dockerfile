# The bot as a container: without root, on a read-only file system, with one volume, /data.
ARG PYTHON=3.11

FROM python:${PYTHON}-slim-bookworm AS build
WORKDIR /source
RUN python -m venv /opt/throughline
COPY . .
RUN /opt/throughline/bin/pip install --no-cache-dir --disable-pip-version-check -c constraints.txt .

FROM python:${PYTHON}-slim-bookworm
RUN groupadd --gid 10001 throughline \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin throughline \
 && install -d -o throughline -g throughline -m 700 /data
COPY --from=build /opt/throughline /opt/throughline
ENV PATH=/opt/throughline/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    XDG_CACHE_HOME=/tmp \
    DATABASE_URL=sqlite:////data/throughline.db \
    HOST=0.0.0.0 \
    HEALTH_PORT=8081
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8081
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8081/health', timeout=4)"]
ENTRYPOINT ["throughline"]
CMD ["run"]
