# Sampan in a container. Each RUN is a make target, so that the tests exercise what the image is made of.
#
#   docker build -t sampan .
#   docker run --read-only --tmpfs /tmp -v sampan:/data -p 8000:8000 sampan

FROM python:3.13 AS build
WORKDIR /data
WORKDIR /app
COPY Makefile run.py requirements.lock ./
RUN make install
COPY bot bot
COPY prompts prompts
COPY scaffolds scaffolds
COPY storage storage
COPY docs/teacher docs/teacher
RUN make compile

# the same Python at the same place, without compilers
FROM python:3.13-slim
ENV HOST=0.0.0.0 \
    PORT=8000 \
    DATABASE_URL=sqlite:////data/sampan.sqlite3 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
COPY --from=build --chown=10001:10001 /data /data
COPY --from=build /app /app
COPY LICENSE README.md /app/
WORKDIR /data
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["/app/.venv/bin/python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/health', timeout=4)"]
ENTRYPOINT ["/app/.venv/bin/sampan"]
CMD ["serve"]
