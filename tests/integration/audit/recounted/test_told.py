"""What staff said and what is on record of training is, cell by cell, what is counted by hand."""

import pytest

from tests.integration.audit.recounted.telling import Telling, later_figures, on_record

pytestmark = pytest.mark.xdist_group("recounted")


@pytest.fixture(scope="module")
def telling(recounted):
    return Telling(recounted.autumn)


def pulse(recounted, *measures):
    return {
        (row.measure, row.module, row.question, row.answer): (row.number, row.people)
        for row in recounted.facts.of("pulse")
        if row.measure in measures
    }


def test_what_was_said_of_modules(recounted, telling):
    found = pulse(recounted, "feedback", "use")
    assert found == telling.of_modules()
    assert {(measure, module) for measure, module, *_ in found} == {
        ("feedback", "one"), ("feedback", "two"), ("use", "one")
    }  # fmt: skip
    assert any(number == 0 for number, _ in found.values())


def test_the_survey_that_was_over_last(recounted, telling):
    found = pulse(recounted, "survey")
    assert found == telling.of_survey()
    assert len(found) > 20


def test_what_was_still_known(recounted, telling):
    """What is not hidden, is as counted; and hidden is what tells of one to four people, with what
    would give it away."""
    again = {
        module: {("later", module, months, key): one for key, one in later_figures(some).items()}
        for (module, months), some in telling.of_later().items()
        if some
    }
    found = pulse(recounted, "later")
    shown = {module for _, module, *_ in found}
    assert found == {key: one for module in shown for key, one in again[module].items()}
    few = {module for module, figures in again.items() if is_of_few(figures, module)}
    assert few
    assert not few & shown
    assert len(again.keys() - shown) == max(2, len(few))
    assert any(key[3] == "kept-before" for key in found)


def is_of_few(figures, module):
    number, people = figures["later", module, "3", "enough"]
    return 0 < number < 5 or 0 < people - number < 5


def test_what_is_on_record_of_training(recounted):
    rows = [row for row in recounted.facts.of("provision") if row.source == "record"]
    found = [(row.agency, row.item, row.value) for row in rows]
    assert set(found) == on_record(
        recounted.autumn, {one.agency for one in recounted.facts.agencies}
    )
    assert len(found) == len(set(found))
    assert {item for _, item, _ in found} == {
        "as-at", "first-responder", "duty-to-notify", "role", "interval", "briefing"
    }  # fmt: skip
