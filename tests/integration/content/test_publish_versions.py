"""What a new version has to say, and questions that a module borrows from the knowledge check."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from elearn.content.publish import PublishError, publish
from elearn.content.queries import current, document, everything, published
from elearn.content.versions import ANCHORS_ONLY
from elearn.models import ChangeKind, Item, Module, ModuleKind
from tests.integration.content.test_publish import FIRST, LATER, NOW
from tests.support.document import small_anchor, small_check

CHECK = small_check()
ANCHOR = small_anchor("T1", "A")
BORROWS = replace(FIRST, anchors=2, anchor_items=(ANCHOR,))
TOLD = replace(
    FIRST,
    minutes=12,
    change_note="The law changed.",
    what_changed="<p>It is 30 days now.</p>",
    change_items=("m01-t1-01", "m01-t1-02", "m01-t1-03"),
)


def test_a_check_is_published_and_is_no_module(session):
    publish(session, [FIRST, CHECK], now=NOW)
    assert [one.code for one in published(session)] == ["M01"]
    assert [(one.code, one.is_check) for one in everything(session)] == [
        ("K01", True),
        ("M01", False),
    ]
    kinds = dict(session.execute(select(Module.code, Module.kind)).all())
    assert kinds == {"K01": ModuleKind.CHECK, "M01": ModuleKind.MODULE}


def test_a_borrowed_question_stays_the_checks(session):
    publish(session, [BORROWS, CHECK], now=NOW)
    check = session.scalar(select(Module).where(Module.code == "K01"))
    assert session.scalar(select(Item).where(Item.key == ANCHOR.key)).module_id == check.id
    kept = document(session, current(session, "small").version_id)
    assert kept == BORROWS
    assert kept.item(ANCHOR.key).anchor


def test_a_question_is_borrowed_from_a_check_that_is_there(session):
    with pytest.raises(PublishError, match="k01-t1-01 is borrowed from a knowledge check"):
        publish(session, [BORROWS], now=NOW)


def test_borrowed_questions_brought_up_to_date_change_the_module_for_nobody(session):
    publish(session, [BORROWS, CHECK], now=NOW)
    better = replace(ANCHOR, text="Do you know it better?")
    done = publish(session, [replace(BORROWS, anchor_items=(better,)), CHECK], now=LATER)
    assert [(one.slug, one.change, one.note) for one in done] == [
        ("small", ChangeKind.COSMETIC, ANCHORS_ONLY)
    ]


def test_another_set_of_questions_is_another_form(session):
    publish(session, [CHECK], now=NOW)
    swapped = tuple(
        replace(item, reserve=not item.reserve) if item.topic == "T1" else item
        for item in CHECK.items
    )
    with pytest.raises(PublishError, match="Give form another name than one"):
        publish(session, [replace(CHECK, items=swapped)], now=LATER)
    [done] = publish(session, [replace(CHECK, items=swapped, form="two")], now=LATER)
    assert done.number == 2


def test_a_material_change_says_what_changed(session):
    publish(session, [FIRST], now=NOW)
    with pytest.raises(PublishError, match="small: a material change says what_changed"):
        publish(session, [replace(FIRST, minutes=12)], now=LATER)
    [done] = publish(session, [TOLD], now=LATER)
    assert (done.number, done.change, done.note) == (2, ChangeKind.MATERIAL, "The law changed.")


def test_the_next_change_is_not_told_with_the_words_of_the_last(session):
    publish(session, [FIRST], now=NOW)
    publish(session, [TOLD], now=LATER)
    with pytest.raises(PublishError, match="still says what the last version changed"):
        publish(session, [replace(TOLD, minutes=13)], now=LATER)


def test_nothing_is_written_of_a_version_that_does_not_say_enough(session):
    publish(session, [FIRST], now=NOW)
    with pytest.raises(PublishError):
        publish(session, [replace(FIRST, title="Other", minutes=12), CHECK], now=LATER)
    session.flush()
    assert current(session, "small").title == FIRST.title
    assert current(session, "knowledge-check") is None
