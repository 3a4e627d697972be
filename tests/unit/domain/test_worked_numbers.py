"""The worked numbers of audit-method.md C6 to C9 that no other test prints, and where the rest are.

C6 table: ``test_coverage``, ``test_intervals``; what is hidden: ``test_suppression_coverage``,
``test_suppression_table``. C7 areas: ``test_referrals``, ``test_intervals``; agencies:
``test_priority``; intervals of Alpha: ``test_intervals``. C8: ``test_standardise``. C9 gain and
question: ``test_sums``, ``test_items_and_gain``, ``test_retention``, ``test_intervals``;
calibration: ``test_sums``, ``test_knowledge``.
"""

import pytest

from elearn.domain.coverage import Band, Counts, RuleSet, coverage_band, coverage_percent
from elearn.domain.gain import hake_gain, retained_share
from elearn.domain.intervals import wilson
from elearn.domain.knowledge import TopicKnowledge
from elearn.domain.standardise import Cell

ALL = {"alpha": (240, 168), "bravo": (900, 774), "charlie": (48, 24), "delta": (30, 27)}
MASTERY = {"alpha": (150, 96), "bravo": (500, 410), "charlie": (22, 11), "delta": (25, 20)}
ROLES = {"A": {"housing": (30, 18), "admin": (170, 153)},
         "B": {"housing": (120, 90), "admin": (60, 57)}}  # fmt: skip


def test_c6_charlie_and_delta_are_one_line_of_the_voluntary_sector():
    both = Counts(*ALL["charlie"]) + Counts(*ALL["delta"])
    assert (both.in_date, both.in_scope) == (51, 78)
    assert f"{coverage_percent(both):.1f}%" == "65.4%"
    assert coverage_band(both, level_c=False, rules=RuleSet()) is Band.ACT


def test_c6_the_total_gives_away_one_that_is_hidden_alone():
    in_scope, in_date = (sum(column) for column in zip(*ALL.values(), strict=True))
    assert (f"{in_scope:,}", f"{in_date}") == ("1,218", "993")
    assert in_date - 168 - 774 - 24 == ALL["delta"][1] == 27


def test_c6_delta_is_not_clearly_better_than_bravo():
    assert wilson(27, 30).overlaps(wilson(774, 900))
    assert not wilson(168, 240).overlaps(wilson(774, 900))


@pytest.mark.parametrize(
    ("agency", "raw"),
    [("alpha", ".640"), ("bravo", ".820"), ("charlie", ".500"), ("delta", ".800")],
)
def test_c7_mastery_before_it_is_shrunk(agency, raw):
    assessed, masters = MASTERY[agency]
    found = TopicKnowledge(people=assessed, assessed=assessed, masters=masters)
    assert f"{found.mastery / 100:.3f}" == f"0{raw}"


def test_c7_mastery_of_the_partnership():
    assessed, masters = (sum(column) for column in zip(*MASTERY.values(), strict=True))
    found = TopicKnowledge(people=assessed, assessed=assessed, masters=masters)
    assert f"{found.mastery / 100:.3f}" == "0.770"


def test_c8_every_share_and_weight():
    cells = {
        (agency, role): Cell(in_scope, in_date, in_scope)
        for agency, roles in ROLES.items()
        for role, (in_scope, in_date) in roles.items()
    }
    assert [f"{100 * cell.share:.0f}%" for cell in cells.values()] == ["60%", "90%", "75%", "95%"]
    housing, admin = (cells["A", role] + cells["B", role] for role in ("housing", "admin"))
    assert (housing.in_scope, admin.in_scope, housing.in_scope + admin.in_scope) == (150, 230, 380)
    assert (f"{housing.share:.2f}", f"{admin.share:.3f}") == ("0.72", "0.913")
    assert f"{30 * housing.share + 170 * admin.share:.1f}" == "176.8"
    assert (cells["A", "housing"] + cells["A", "admin"]).in_date == 171


def test_c9_gain_and_what_is_kept_to_the_printed_digit():
    assert f"{hake_gain(58, 84):.2f}" == "0.62"
    assert f"{100 * retained_share(58, 84, 76):.0f}%" == "69%"
