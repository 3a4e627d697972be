"""What gunicorn runs where one person takes a thousand files: the product without the limit on how
many somebody takes."""

from elearn.extensions import limiter
from wsgi import app

limiter.enabled = False

__all__ = ["app"]
