"""Mastery of the topics that an agency's roles need, a topic on average (audit-method C7)."""

from dataclasses import replace

import pytest

from elearn.audit.facts import KnowledgeFact
from elearn.audit.priorities.standpoints import counted
from elearn.domain.priority import mastery_of

pytestmark = pytest.mark.any_database
NEEDED = ("T1", "T5", "T6")


def row(topic, assessed, masters, people=1):
    return KnowledgeFact("a", "", topic, "", people, assessed, masters, 9, 9, 0, 0)


def mean(*rows):
    return counted((), rows).mastery("a", NEEDED).each


def test_a_topic_of_which_nobody_was_assessed_is_one_that_is_needed():
    """However many answered a question or two of it: the figure does not hang on them."""
    assert mean(row("T1", 12, 9)) == (4, 3)
    assert mean(row("T1", 12, 9), row("T5", 0, 0)) == (4, 3)
    assert mean(row("T1", 12, 9), row("T5", 0, 0), row("T6", 0, 0)) == (4, 3)


def test_one_topic_of_three_is_drawn_towards_the_partnership_more_than_three_are():
    one, three = (mean(*(row(topic, 30, 30) for topic in some)) for some in (["T1"], NEEDED))
    drawn = [mastery_of(masters, assessed, 0.5, 10) for assessed, masters in (one, three)]
    assert drawn == [pytest.approx(15 / 20), pytest.approx(35 / 40)]


def test_a_topic_that_is_hidden_is_in_no_mean():
    hidden = replace(row("T5", 0, 0), assessed=None, masters=None)
    assert mean(row("T1", 12, 9), row("T6", 2, 1), hidden) == (7, 5)
    assert counted((), [row("T1", 12, 9), hidden]).mastery("a", NEEDED).topics == 2


def test_roles_and_levels_are_counted_once():
    rows = [
        row("T1", 12, 9),
        replace(row("T1", 8, 8), role="R1"),
        replace(row("T1", 1, 1), level="A"),
    ]
    assert mean(*rows) == (4, 3)
