"""How gunicorn runs the product: read with ``gunicorn -c deploy/gunicorn.py wsgi:app``.

The master loads the product once and its workers are copies of it: they start in no time and share
what they never change. A reload (HUP) then starts workers with the old code; where new code has to
come that way, as under systemd, GUNICORN_PRELOAD=0 lets each worker load it for itself.
"""

import gc
import os
import shutil
import tempfile
from pathlib import Path

import gevent
from gevent import monkey

# All workers count into these files, so that /metrics answers for all of them.
FIGURES = Path(tempfile.mkdtemp(prefix="elearn-figures-"))
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(FIGURES)
DRAINING = Path(os.environ.get("ELEARN_INSTANCE", "instance")) / "draining"

# What the master loads must be gevent's already: a lock or socket of before would stop a worker.
monkey.patch_all()
# Loading makes much and throws nothing away: looking for what to throw away costs 0.3 seconds.
gc.disable()

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Thirty slow clients stop sync and threaded workers; greenlets keep answering without a proxy.
worker_class = "gevent"
worker_connections = 200
preload_app = os.environ.get("GUNICORN_PRELOAD", "1") == "1"
timeout = 60
graceful_timeout = 25
keepalive = 5
limit_request_line = 4094
limit_request_fields = 60
# No header says which page is meant: a server in front closes some by their path.
forwarder_headers = ""
control_socket_disable = True
loglevel = os.environ.get("GUNICORN_LOGLEVEL", "warning")


def when_ready(_server):
    """Say where it is, once it answers. What the first requests would make in each worker is made
    here once, and they share it. What is loaded by now stays, so no worker has to look through it,
    which would copy it all into the worker. What was started while loading ends here: a timer that
    a worker got as a copy would be nobody's there."""
    if preload_app:
        from elearn.web.warming import warm_up  # noqa: PLC0415 - after gevent has patched
        from wsgi import app  # noqa: PLC0415 - loaded by now

        warm_up(app)
    gevent.sleep(0.03)  # the timer is of 0.01 seconds
    gc.freeze()
    print(os.environ.get("ELEARN_WELCOME", f"elearn is ready at http://{bind}"), flush=True)  # noqa: T201


def on_starting(_server):
    """Take requests again after a stop that was announced: see /readyz."""
    DRAINING.unlink(missing_ok=True)


def post_worker_init(_worker):
    """Once the product is loaded: throw away what nobody uses any more, except what was loaded."""
    gc.freeze()
    gc.enable()


def post_request(_worker, _request, _environ, _response):
    """Give the others of this worker their turn: whoever sends the next request at once would be
    served again before all who wait."""
    gevent.sleep(0)


def child_exit(_server, worker):
    """Forget what a worker that is gone had in use; what it counted stays counted."""
    from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415 only if one ends

    mark_process_dead(worker.pid)


def on_exit(_server):
    """Leave no files behind."""
    shutil.rmtree(FIGURES, ignore_errors=True)
