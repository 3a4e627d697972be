"""The limit: a bare Flask page with one indexed query and a template, and a POST with one insert.

It runs under the same gunicorn configuration as the product; what the product costs beyond this is
what its own features cost.
"""

import os
import sqlite3
import threading

from flask import Flask, render_template_string, request

PAGES = 1000
PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "busy_timeout = 10000")
TEMPLATE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>
</head><body><main><h1>{{ title }}</h1>{% for line in lines %}<p>{{ line }}</p>{% endfor %}
</main></body></html>"""

_local = threading.local()


def connection() -> sqlite3.Connection:
    """This thread's connection, with the durability that the product asks of SQLite."""
    found: sqlite3.Connection | None = getattr(_local, "connection", None)
    if found is None:
        found = sqlite3.connect(os.environ["BENCH_LIMIT_DATABASE"], isolation_level=None)
        for pragma in PRAGMAS:
            found.execute(f"PRAGMA {pragma}")
        _local.connection = found
    return found


def make_database(path: str) -> None:
    """A table of pages with an index, and one that answers go into."""
    with sqlite3.connect(path) as fresh:
        fresh.execute("CREATE TABLE page (slug TEXT PRIMARY KEY, title TEXT, body TEXT)")
        fresh.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, slug TEXT, choice TEXT)")
        body = "\n".join(f"Line {n} of a page about as long as a screen." for n in range(12))
        fresh.executemany(
            "INSERT INTO page VALUES (?, ?, ?)",
            [(f"page-{n}", f"Page {n}", body) for n in range(PAGES)],
        )


app = Flask(__name__)


@app.get("/page/<slug>")
def page(slug: str) -> str:
    query = "SELECT title, body FROM page WHERE slug = ?"
    title, body = connection().execute(query, (slug,)).fetchone()
    return render_template_string(TEMPLATE, title=title, lines=body.splitlines())


@app.post("/page/<slug>")
def answer(slug: str) -> tuple[str, int]:
    insert = "INSERT INTO answer (slug, choice) VALUES (?, ?)"
    connection().execute(insert, (slug, request.form["choice"]))
    return "", 204
