"""Every page that a lead or the coordinator may open: what it costs at once, and after a change."""

import os
import re
import statistics
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text, update
from sqlalchemy.orm import Session
from werkzeug.routing import AnyConverter, Rule

from bench.cases.pages import statements_of
from bench.instance import actor_of, cookie, sign_in
from elearn.access.policy import Actor
from elearn.models import Holding
from elearn.web.feature import Need

AGAIN, CHANGED = 5, 2
SLOW = 300.0  # milliseconds: what is so slow is not asked so often
FILES = ("csv", "json")
LEARNER = Actor(0, frozenset())  # who holds no role but their own


@dataclass(frozen=True, slots=True)
class Reader:
    """Who opens pages: a lead or the coordinator, and what stands for each name in addresses."""

    name: str
    person_id: int
    actor: Actor
    places: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of processor time, of this process and of the database's own, the median of
    some requests: ``again``, and when something of the agency had ``changed``."""

    who: str
    rule: str
    status: int
    again: float
    changed: float
    statements: int
    size: int


def reader(session: Session, name: str, person_id: int, places: Mapping[str, object]) -> Reader:
    return Reader(name, person_id, actor_of(session, sign_in(session, person_id)), places)


def costs(app: Flask, session: Session, readers: tuple[Reader, ...]) -> Iterator[Cost]:
    """Of every page and every file of a listing, by the first of the readers who may open it."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.rule):
        need: Need | None = app.extensions["needs"].get(rule.endpoint)
        if need is None or need.permission is None or "GET" not in (rule.methods or ()):
            continue
        for one in readers:
            if need.admits(LEARNER, None):
                break
            place = _place(rule, one.places)
            if place is None or not need.admits(one.actor, str(place.get(need.at or ""))):
                continue
            path = app.url_map.bind("127.0.0.1").build(rule.endpoint, place)
            found = _cost(app, session, one, path)
            if found is not None:
                yield Cost(one.name, _named(path, one.places), *found)
            break


def _place(rule: Rule, places: Mapping[str, object]) -> dict[str, object] | None:
    found: dict[str, object] = {}
    for name in rule.arguments:
        converter = rule._converters[name]
        if isinstance(converter, AnyConverter):
            kinds = sorted(converter.items)
            if {"pdf", "xlsx"}.issuperset(kinds):
                return None
            found[name] = next((kind for kind in FILES if kind in kinds), kinds[0])
        elif name in places:
            found[name] = places[name]
        else:
            return None
    return found


def _named(path: str, places: Mapping[str, object]) -> str:
    """The address with the parts that differ between two partnerships left out."""
    for name in ("agency", "person", "audit", "code"):
        one = re.escape(str(places.get(name, "")))
        path = re.sub(rf"/{one}(?=[/.]|$)", "/…", path) if one else path
    return path


def _cost(
    app: Flask, session: Session, one: Reader, path: str
) -> tuple[int, float, float, int, int] | None:
    client = app.test_client(use_cookies=False)
    secret = sign_in(session, one.person_id)
    session.commit()
    headers = {"Cookie": cookie(app, secret)}
    status, size = _open(client, path, headers)
    if status != 200:
        return None
    changed = []
    for _ in range(CHANGED):
        _change(session, one.person_id)
        changed.append(_timed(session, client, path, headers))
    _open(client, path, headers)
    again = [_timed(session, client, path, headers)]
    again += [
        _timed(session, client, path, headers) for _ in range(AGAIN if again[0] < SLOW else 0)
    ]
    with statements_of() as asked:
        _open(client, path, headers)
    return status, statistics.median(again), min(changed), len(asked), size


def _open(client: FlaskClient, path: str, headers: Mapping[str, str]) -> tuple[int, int]:
    """The whole of a page, or the first bytes of a file."""
    answer = client.get(path, headers=dict(headers), buffered=False)
    is_page = answer.mimetype == "text/html"
    size = 0
    for piece in answer.response:
        size += len(piece)
        if not is_page:
            break
    answer.close()
    return answer.status_code, size


def _timed(session: Session, client: FlaskClient, path: str, headers: Mapping[str, str]) -> float:
    before, began = database_seconds(session), time.process_time()
    _open(client, path, headers)
    return (time.process_time() - began + database_seconds(session) - before) * 1000


def _change(session: Session, person_id: int) -> None:
    """What a completion by somebody of the agency would do to figures that are kept."""
    own = update(Holding).where(Holding.person_id == person_id)
    session.execute(own.values(grade=Holding.grade))
    session.commit()


_POSTMASTER: list[int] = []


def database_seconds(session: Session) -> float:
    """Processor time of a PostgreSQL on this machine, with that of its workers that have ended."""
    if session.get_bind().dialect.name != "postgresql":
        return 0.0
    if not _POSTMASTER:
        backend = session.scalar(text("SELECT pg_backend_pid()"))
        session.rollback()
        _POSTMASTER.append(int(_stat(int(backend or 0))[1]))
    (postmaster,) = _POSTMASTER
    of_ended = _stat(postmaster)[13:15]
    gone = sum(int(ticks) for ticks in of_ended) / os.sysconf("SC_CLK_TCK")
    alive = 0.0
    for pid in Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text("utf-8").split():
        try:
            alive += int(Path(f"/proc/{pid}/schedstat").read_text("utf-8").split()[0]) / 1e9
        except OSError:
            continue  # it ended while we looked
    return alive + gone


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the third on: the second may hold spaces."""
    return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
