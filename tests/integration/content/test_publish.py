"""Publishing: once is enough, a version is for ever, and a question keeps its identity."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from elearn.content.document import ContactEntry
from elearn.content.packing import content_hash
from elearn.content.publish import PublishError, load_contacts, publish
from elearn.content.queries import contacts, current, document, published
from elearn.models import ChangeKind, Contact, Item, Module, ModuleVersion
from tests.support.document import small_document, small_item

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)
FIRST = small_document("small", "M01", "A small module")


def versions(session):
    return session.scalar(select(func.count(ModuleVersion.id)))


def test_a_new_module_becomes_version_one(session):
    [done] = publish(session, [FIRST], now=NOW)
    assert (done.slug, done.number, done.change) == ("small", 1, ChangeKind.MATERIAL)
    module = current(session, "small")
    assert (module.code, module.number, module.minutes, module.why) == (
        "M01", 1, 10, "You may be the only one who notices.",
    )  # fmt: skip
    assert document(session, module.version_id) == FIRST


def test_publishing_the_same_twice_changes_nothing(session):
    publish(session, [FIRST], now=NOW)
    assert publish(session, [FIRST], now=LATER) == ()
    assert versions(session) == 1
    assert session.scalar(select(func.count(Item.id))) == len(FIRST.items)


def test_a_change_is_a_new_version_and_the_old_one_stays_as_it_was(session):
    publish(session, [FIRST], now=NOW)
    before = current(session, "small")
    second = replace(FIRST, title="A better title", change_kind="cosmetic", change_note="Title.")
    [done] = publish(session, [second], now=LATER)
    assert (done.number, done.change) == (2, ChangeKind.COSMETIC)
    assert current(session, "small").title == "A better title"
    assert document(session, before.version_id) == FIRST
    kept = session.get(ModuleVersion, before.version_id)
    assert (kept.title, kept.published_at, kept.content_hash) == (
        "A small module", NOW, content_hash(FIRST),
    )  # fmt: skip


def test_going_back_to_an_older_text_is_a_version_of_its_own(session):
    publish(session, [FIRST], now=NOW)
    publish(session, [replace(FIRST, title="Other", change_kind="clarified")], now=NOW)
    again = replace(FIRST, change_kind="cosmetic")
    assert publish(session, [again], now=LATER)[0].number == 3


def test_versions_can_be_dated_back(session):
    publish(session, [FIRST], now=NOW, published_at=datetime(2025, 5, 1, tzinfo=UTC))
    assert session.scalar(select(ModuleVersion.published_at)).year == 2025


def test_only_the_module_that_changed_gets_a_version(session):
    other = small_document("other", "M02", "Another module")
    publish(session, [FIRST, other], now=NOW)
    longer = replace(FIRST, minutes=12, change_kind="cosmetic")
    done = publish(session, [longer, other], now=LATER)
    assert [(one.slug, one.number) for one in done] == [("small", 2)]
    assert [(one.slug, one.number) for one in published(session)] == [("small", 2), ("other", 1)]


def with_first_item(**facts):
    items = (replace(FIRST.items[0], **facts), *FIRST.items[1:])
    return replace(FIRST, items=items, change_kind="clarified")


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"topic": "T2"}, "m01-t1-01 was published with the topic T1 and now has T2"),
        ({"level": "B"}, "m01-t1-01 was published with the level A and now has B"),
        ({"safety_critical": False}, "with the safety mark true and now has false"),
    ],
)
def test_a_question_keeps_its_topic_its_level_and_its_safety_mark(session, facts, message):
    publish(session, [FIRST], now=NOW)
    with pytest.raises(PublishError, match=message):
        publish(session, [with_first_item(**facts)], now=LATER)
    assert versions(session) == 1


def test_what_may_change_in_a_question_changes(session):
    publish(session, [FIRST], now=NOW)
    publish(session, [with_first_item(subtag="other", anchor=False, text="Better?")], now=LATER)
    item = session.scalar(select(Item).where(Item.key == "m01-t1-01"))
    assert (item.subtag, item.anchor, item.options) == ("other", False, 3)


def test_a_question_does_not_move_to_another_module(session):
    publish(session, [FIRST], now=NOW)
    thief = replace(small_document("other", "M02", "Other"), items=(small_item("M01", 1),))
    with pytest.raises(PublishError, match="m01-t1-01 belongs to another module"):
        publish(session, [thief], now=LATER)


def test_a_question_that_left_the_bank_is_remembered(session):
    publish(session, [FIRST], now=NOW)
    publish(session, [replace(FIRST, items=FIRST.items[1:], change_kind="clarified")], now=LATER)
    with pytest.raises(PublishError, match="m01-t1-01 was published with the topic"):
        publish(session, [with_first_item(topic="T9")], now=LATER)


def test_a_published_module_keeps_its_address_and_its_code(session):
    publish(session, [FIRST], now=NOW)
    with pytest.raises(PublishError, match="M01 was published as small"):
        publish(session, [replace(FIRST, slug="renamed")], now=LATER)
    with pytest.raises(PublishError, match="small was M01 so far and cannot become M09"):
        publish(session, [replace(FIRST, code="M09")], now=LATER)


def test_nothing_is_written_when_one_of_several_is_refused(session):
    publish(session, [FIRST], now=NOW)
    new = small_document("other", "M00", "Other")
    with pytest.raises(PublishError):
        publish(session, [new, with_first_item(level="C")], now=LATER)
    assert session.scalar(select(func.count(Module.id))) == 1


def test_a_version_that_does_not_exist_is_a_key_error(session):
    with pytest.raises(KeyError):
        document(session, 4711)
    assert current(session, "nothing") is None


HELPLINE = ContactEntry(
    "helpline", "Helpline", "0800 111 2222", "https://a.example", "Always", "Advice", "facts",
    None, None, date(2027, 1, 1),
)  # fmt: skip
CHECKED = date(2026, 11, 2)


def test_contacts_are_loaded_once_in_the_order_of_the_file(session):
    police = replace(HELPLINE, key="a-police", number="101", url=None)
    assert load_contacts(session, [HELPLINE, police]) == ("helpline", "a-police")
    assert load_contacts(session, [HELPLINE, police]) == ()
    assert [row.key for row in contacts(session)] == ["helpline", "a-police"]


def test_a_check_made_in_the_service_outlives_the_file(session):
    load_contacts(session, [HELPLINE])
    row = session.scalar(select(Contact))
    row.verified_on, row.verified_by, row.review_by = CHECKED, "Sam", date(2027, 5, 1)
    session.flush()
    assert load_contacts(session, [replace(HELPLINE, hours="Daytime")]) == ("helpline",)
    assert (row.hours, row.verified_on, row.review_by) == ("Daytime", CHECKED, date(2027, 5, 1))


def test_a_number_that_changed_is_unchecked_again(session):
    load_contacts(session, [replace(HELPLINE, verified_on=CHECKED, verified_by="Sam")])
    load_contacts(session, [replace(HELPLINE, number="0800 333 4444")])
    row = session.scalar(select(Contact))
    assert (row.number, row.verified_on, row.verified_by) == ("0800 333 4444", None, None)


def test_a_later_check_in_the_file_counts(session):
    load_contacts(session, [replace(HELPLINE, verified_on=CHECKED, verified_by="Sam")])
    later = replace(HELPLINE, verified_on=date(2026, 11, 20), verified_by="Ada")
    assert load_contacts(session, [later]) == ("helpline",)
    assert contacts(session)[0].verified_by == "Ada"


def test_an_agencys_own_contact_is_left_alone(session, make):
    ours = make.contact("local-lead", make.agency(), name="Our lead", number="023 8000 0000")
    local = replace(HELPLINE, key="local-lead", name="Safeguarding lead", number=None)
    assert load_contacts(session, [local]) == ("local-lead",)
    assert load_contacts(session, [replace(local, name="The lead")]) == ("local-lead",)
    assert [row.name for row in contacts(session)] == ["The lead", "Our lead"]
    assert (ours.name, ours.number) == ("Our lead", "023 8000 0000")
