"""How gunicorn runs the product: read with ``gunicorn -c deploy/gunicorn.py wsgi:app``."""

import os

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Thirty slow clients stop sync and threaded workers; greenlets keep answering without a proxy.
worker_class = "gevent"
worker_connections = 200
timeout = 60
graceful_timeout = 25
keepalive = 5
limit_request_line = 4094
limit_request_fields = 60
control_socket_disable = True
loglevel = os.environ.get("GUNICORN_LOGLEVEL", "warning")


def when_ready(_server):
    """Say where it is, once it answers."""
    print(os.environ.get("ELEARN_WELCOME", f"elearn is ready at http://{bind}"), flush=True)  # noqa: T201
