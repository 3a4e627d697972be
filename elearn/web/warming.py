"""What the first requests would make, made once in the master, whose workers are copies of it."""

import ctypes
import logging
from http import HTTPStatus

from flask import Flask
from sqlalchemy.orm import configure_mappers

from elearn.extensions import db

M_MMAP_THRESHOLD = -3  # of malloc.h
A_MEGABYTE = 1 << 20
PAGES = ("/", "/sign-in")
TEMPLATES = tuple(  # of the pages that most people open
    f"learning/{name}.html" for name in ("training", "module", "screen", "question", "result")
)


def warm_up(app: Flask) -> None:
    """Answer some public pages to nobody and compile the templates of learners' pages: the workers
    share what comes of it, and write into less of what they share. No connection to the database
    stays open, and memory that loading left over is given back. What cannot be answered now, as
    while the database is away, is left to the workers."""
    logging.disable(logging.INFO)
    try:
        visitor = app.test_client(use_cookies=False)
        address = app.extensions["settings"].base_url
        if all(visitor.get(page, base_url=address).status_code == HTTPStatus.OK for page in PAGES):
            for name in TEMPLATES:
                app.jinja_env.get_template(name)
        configure_mappers()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
    finally:
        logging.disable(logging.NOTSET)
    _give_back()


def _give_back() -> None:
    """Have the C library return what is free, and later give what is large, such as the 19 MiB
    that a password's hash takes, a place of its own to be returned from; only that of GNU can."""
    library = ctypes.CDLL(None)
    if hasattr(library, "malloc_trim"):
        library.mallopt(M_MMAP_THRESHOLD, A_MEGABYTE)  # else it learns to keep such a place
        library.malloc_trim(0)
