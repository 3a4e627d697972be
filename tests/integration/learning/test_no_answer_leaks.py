"""Nothing that is sent before a quiz is handed in depends on what is right.

The same try is asked twice: of the version it was drawn from, and of the same version with
every answer, feedback, source and safety mark turned about. What a browser gets must be the same.
"""

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from elearn.content.document import ModuleDocument
from elearn.content.items import Item
from elearn.content.packing import content_hash, to_dict
from elearn.models import Answer, ModuleVersion
from tests.integration.learning.conftest import Learner
from tests.integration.learning.every_type import DOCUMENT, NAMES, place_of, send, wrong_fields
from tests.support.answering import right_fields

# What differs from one answer of the server to the next, whatever is asked.
FRESH = re.compile(r'name="(csrf_token|page_key|page|key|turn)"[^>]*value="[^"]*"|nonce-[^"\']+')
NEVER = {"Date", "Content-Length", "X-Request-Id", "Set-Cookie", "Server-Timing", "ETag"}


def turned(item):
    """A question that looks the same and has another right answer."""
    lefts, steps = item.pairs, item.steps
    rights = [(one.right_id, one.right) for one in lefts[1:] + lefts[:1]]
    return replace(
        item,
        options=tuple(
            replace(one, correct=not one.correct, feedback="Quite other.", tag="delay")
            for one in item.options
        ),
        pairs=tuple(
            replace(one, right_id=right_id, right=right, feedback="Quite other.")
            for one, (right_id, right) in zip(lefts, rights, strict=True)
        ),
        steps=tuple(replace(one, feedback="Quite other.") for one in reversed(steps)),
        typed=item.typed and replace(item.typed, accepted=("zebra",), right="Yes.", wrong="No."),
        why="Quite another reason.",
        source="elsewhere",
        safety_critical=not item.safety_critical,
        read_again="second",
    )


OTHER = replace(DOCUMENT, items=tuple(turned(item) for item in DOCUMENT.items))


@pytest.fixture
def learner(make, visitor, person):
    make.module("every", code="M09", title="Every type", document=DOCUMENT)
    learner = Learner(visitor.sign_in(person), "every")
    learner.read_everything()
    return learner


@pytest.fixture
def serve(session):
    """Let the version that is asked about say something else."""

    def put(document):
        version = session.scalar(select(ModuleVersion).where(ModuleVersion.title == "Every type"))
        version.document, version.content_hash = to_dict(document), content_hash(document)
        session.commit()

    return put


def seen(learner, path):
    """All that a browser is sent for an address: head and body, without what is always fresh."""
    response = learner.visitor.get(path)
    head = {key: value for key, value in response.headers if key not in NEVER}
    head = {key: FRESH.sub("", value) for key, value in head.items()}
    return response.status_code, head, FRESH.sub("", response.text)


def test_the_two_versions_do_differ_in_what_is_right():
    for one, other in zip(DOCUMENT.items, OTHER.items, strict=True):
        assert one.correct != other.correct
        assert (one.key, one.text) == (other.key, other.text)


def test_no_page_before_handing_in_depends_on_what_is_right(learner, serve):
    attempt = learner.start()
    paths = [f"{attempt}?q={place}" for place in range(1, len(NAMES) + 1)]
    paths += [attempt, f"{attempt}/check", learner.home, f"{learner.home}/quiz", "/learn"]
    before = [seen(learner, path) for path in paths]
    serve(OTHER)
    for path, was, now in zip(paths, before, [seen(learner, path) for path in paths], strict=True):
        assert now == was, path


def test_nor_does_what_is_answered_when_an_answer_is_kept(learner):
    attempt = learner.start()
    for name in NAMES:
        place = place_of(learner, attempt, name)
        page = learner.visitor.page(f"{attempt}?q={place}")
        right = right_fields(page, place, DOCUMENT.item(f"m09-{name}"))
        wrong = wrong_fields(page, place, name)
        kept = [send(learner, attempt, place, fields) for fields in (wrong, right)]
        told = [(one.status_code, one.location.split("replaced")[0], one.text) for one in kept]
        assert told[0][0] == told[1][0] == 303
        assert re.sub(r"[?&]replaced=\d+", "", kept[0].location) == re.sub(
            r"[?&]replaced=\d+", "", kept[1].location
        )


def test_a_result_is_no_page_before_it_is_handed_in(learner):
    attempt = learner.start()
    assert learner.visitor.get(f"{attempt}/result").location == attempt


def test_nothing_is_marked_before_it_is_handed_in(learner, session, monkeypatch):
    """The way from an answer that is sent to what is answered never asks what is right, so that it
    cannot take longer for one answer than for another."""

    def asked(*_anything):
        raise AssertionError("what is right was asked before handing in")

    monkeypatch.setattr(ModuleDocument, "answer_key", asked)
    monkeypatch.setattr(Item, "key_to_mark", asked)
    attempt = learner.start()
    for name in NAMES:
        place = place_of(learner, attempt, name)
        page = learner.visitor.page(f"{attempt}?q={place}")
        right = right_fields(page, place, DOCUMENT.item(f"m09-{name}"))
        for fields in (wrong_fields(page, place, name), right):
            assert send(learner, attempt, place, fields).status_code == 303
    assert learner.visitor.get(f"{attempt}/check").status_code == 200
    session.expire_all()
    assert {one.correct for one in session.scalars(select(Answer))} == {None}
