"""What a person is given holds every column that the register says is theirs."""

import json
import zipfile
from io import BytesIO

import pytest

from elearn.models import TrailEntry
from elearn.privacy.export import everything_about
from elearn.privacy.package import as_zip
from elearn.privacy.register import REGISTER, held
from elearn.web.clock import now
from tests.support.canaries import BY_HAND, Planted, holds_words


@pytest.fixture
def planted(session, make):
    person = make.person()
    words = {(one.table, one.column) for one in held() if holds_words(one)}
    found = Planted(session, person.id).plant(words)
    session.add(  # past the check of what an entry may say, as an entry of before it might be
        TrailEntry(
            id=1, at=now(), actor_id=person.id, action="canary", subject_kind="person",
            subject_id=str(person.id), detail={"said": "canary", "full_name": "Sam Third"},
            previous="0", hash="0",
        )
    )  # fmt: skip
    session.commit()
    return found


def test_every_exportable_column_of_the_register_is_in_the_export(session, planted):
    found = everything_about(session, planted.person_id)
    missing = [
        f"{entry.name}.{one.column}"
        for entry in REGISTER
        if entry.by and entry.table not in BY_HAND
        for one in entry.columns()
        if one.is_exported and one.column not in found.get(entry.name, [{}])[0]
    ]
    assert missing == []


def test_every_word_planted_in_an_exportable_column_is_given(session, planted):
    given = json.dumps(everything_about(session, planted.person_id))
    missing = [
        (one.table, one.column)
        for one in held()
        if one.is_exported
        and holds_words(one)
        and one.column != "content"  # a file: only how long it is
        and planted.words[one.table, one.column] not in given
    ]
    assert missing == []


def test_nothing_that_is_hidden_is_given(session, planted):
    given = json.dumps(everything_about(session, planted.person_id))
    assert [
        (one.table, one.column)
        for one in held()
        if not one.is_exported and holds_words(one)
        and planted.words[one.table, one.column] in given
    ] == []  # fmt: skip


def test_the_trail_is_given_without_names_of_others(session, planted):
    (entry,) = everything_about(session, planted.person_id)["trail_entry"]
    assert (entry["action"], entry["detail"]) == ("canary", {"said": "canary"})
    assert "hash" not in entry


def test_another_person_is_given_none_of_it(session, make, planted):
    other = make.person()
    assert everything_about(session, other.id).keys() == {"person"}


def test_the_package_holds_the_same_as_data_and_as_a_page_to_read(session, planted):
    found = everything_about(session, planted.person_id)
    with zipfile.ZipFile(BytesIO(as_zip(found, partnership="Northmoor & Isles", at=now()))) as file:
        assert file.namelist() == ["my-data.json", "my-data.html"]
        assert json.loads(file.read("my-data.json")) == found
        page = file.read("my-data.html").decode()
    assert "Northmoor &amp; Isles" in page
    assert planted.words["person", "full_name"] in page
    assert "<script" not in page


@pytest.mark.any_database
def test_whoever_is_signed_in_takes_their_own_and_the_trail_says_so(session, make, visitor):
    person = make.person("Sam Okoye")
    visitor.sign_in(person)
    response = visitor.post("/account/data")
    assert response.mimetype == "application/zip"
    with zipfile.ZipFile(BytesIO(response.data)) as file:
        assert json.loads(file.read("my-data.json"))["person"][0]["full_name"] == "Sam Okoye"
    assert any(
        one["subject_id"] == str(person.id)
        for one in everything_about(session, person.id)["trail_entry"]
    )
