"""Every kind of fact of an edition is, cell by cell, what is counted by hand from its files."""

import csv
import io
from dataclasses import astuple
from statistics import fmean

import pytest
from scipy import stats

from tests.integration.audit.recounted import moving
from tests.integration.audit.recounted.answers import WHOLE, Answers
from tests.integration.audit.recounted.ranking import Ranking
from tests.integration.audit.recounted.saying import Returns, crossed, plan, verdict, wilson
from tests.integration.audit.recounted.world import AUTUMN

pytestmark = pytest.mark.xdist_group("recounted")


def in_date(facts):
    return {
        (row.agency, row.module): row.in_date
        for row in facts.coverage
        if not row.role and row.in_date is not None
    }


def test_coverage(recounted):
    assert {
        (row.agency, row.role, row.module): (
            row.in_scope, row.in_date, row.due_soon, row.expired, row.never, row.since_change
        )
        for row in recounted.facts.coverage
        if row.in_scope is not None
    } == recounted.autumn.coverage()  # fmt: skip


def test_knowledge(recounted):
    found = recounted.autumn.knowledge()
    assert {
        (row.agency, row.role, row.topic, row.level): (
            row.people, row.assessed, row.masters, row.items_answered, row.items_right
        )
        for row in recounted.facts.knowledge
        if row.agency
    } == found  # fmt: skip
    assert {topic for _, _, topic, _ in found} == {"T1", "T5", "T6", "T8"}


def test_flows_and_that_they_add_up(recounted):
    names = ("trained", "renewed", "lapsed", "left", "joined", "moved", "rule", "late")
    before, after = in_date(recounted.before), in_date(recounted.facts)
    again = moving.flows(recounted.spring, recounted.autumn, before, after)
    rows = recounted.facts.of("flow")
    assert {(row.agency, row.module): {n: getattr(row, n) for n in names} for row in rows} == {
        place: {name: flow[name] for name in names}
        for place, flow in again.items()
        if place in {(row.agency, row.module) for row in rows}
    }
    assert {(r.agency, r.module): (r.before, r.after) for r in rows} == {
        place: (before.get(place, 0), after.get(place, 0)) for place in {*before, *after}
    }
    for name in names:
        assert any(getattr(row, name) for row in rows), f"the world has no {name}"


def test_the_forward_look(recounted):
    rows = recounted.facts.of("ahead")
    assert {(row.module, row.quarter): (row.number, row.most) for row in rows} == moving.ahead(
        recounted.autumn
    )
    assert {row.counted_on for row in rows} == {AUTUMN}


def test_minimum_cover(recounted):
    rows = recounted.facts.of("cover")
    assert {
        (row.agency, row.team, row.module, row.level): (row.in_date, row.until) for row in rows
    } == moving.minimum_cover(recounted.autumn)
    assert {row.is_met for row in rows} == {True, False}


def test_questions(recounted):
    rows = recounted.facts.of("item")
    names = ("answers", "right", "others", "others_right", "rest", "rest_squares", "rest_right",
             "asked", "asked_right", "confidence", "confidence_squares", "confidence_right", "sure",
             "sure_wrong")  # fmt: skip
    assert {row.item: tuple(getattr(row, name) for name in names) for row in rows} == Answers(
        recounted.autumn
    ).of_items()


def test_what_was_chosen(recounted):
    rows = recounted.facts.of("choice")
    assert {(row.item, row.option): row.chosen for row in rows if row.chosen} == Answers(
        recounted.autumn
    ).of_choices()


def test_reliability(recounted):
    rows = recounted.facts.of("check")
    assert {
        (r.module, r.version, r.items): (r.drawn, r.people, r.spread, r.total, r.squares)
        for r in rows
    } == Answers(recounted.autumn).of_checks()


def test_calibration(recounted):
    rows = recounted.facts.of("calibration")
    assert {astuple(row)[:4]: astuple(row)[4:] for row in rows} == Answers(
        recounted.autumn
    ).of_places()


def test_gain(recounted):
    rows = {astuple(row)[:4]: astuple(row)[4:] for row in recounted.facts.of("gain")}
    assert rows == Answers(recounted.autumn).of_pairs()
    assert rows[3, "", "", ""][1], "somebody answered at all three times"


def printed(recounted, name):
    """A file of the edition with nothing hidden, as rows."""
    return list(csv.DictReader(io.StringIO(recounted.files[name].lstrip("\ufeff"))))


DIGITS = {"rate": 2, "lower": 2, "upper": 2, "ratio": 2, "ratio_lower": 2, "ratio_upper": 2,
          "weight": 2, "risk": 2, "number": 0, "population": 0, "volume_index": 0,
          "intensity_index": 0}  # fmt: skip


def same(row, expected, digits=DIGITS):
    """Whether each number is printed as it was counted, to its last digit."""
    wrong = {
        name: (row[name], number)
        for name, number in expected.items()
        if row[name] == ""
        or abs(float(row[name]) - number) > 0.5 / 10 ** digits.get(name, 1) + 1e-9
    }
    assert not wrong, (row, wrong)


@pytest.fixture(scope="module")
def ranking(recounted):
    return Ranking(recounted.autumn, {one.agency: one.returned for one in recounted.facts.agencies})


def test_referrals_with_their_rates_limits_and_ratios(recounted, ranking):
    found = ranking.referrals
    assert {
        (row.area, row.quarter, row.kind): row.number for row in recounted.facts.of("referral")
    } == found.cells
    assert {row.area: row.population for row in recounted.facts.of("area")} == found.people
    sums = {
        row["area"]: row
        for row in printed(recounted, "referrals.csv")
        if not row["quarter"] and not row["kind"] and row["number"]
    }
    assert set(sums) == {"", *found.whole}
    for area, row in sums.items():
        same(row, found.figures(area))
    assert any(row["rate"] == "" for row in sums.values()), "one area has too few"


def test_priorities(recounted, ranking):
    rows = {row.agency: row for row in recounted.facts.of("priority")}
    for agency in ("", *ranking.named()):
        row, topics = rows[agency], ranking.topics(agency)
        assert (row.in_scope, row.in_date) == ranking.coverage[agency, "", ""][:2]
        assert row.needed == tuple(topics)
        assert (row.assessed, row.masters) == ranking.masters(agency, topics)
    scores = ranking.scores()
    places = ranking.places(recounted.seed, scores)
    for row in printed(recounted, "priorities.csv"):
        if row["agency"] not in scores:
            assert row["volume_rank"] == ""
            continue
        one = rows[row["agency"]]
        same(row, scores[row["agency"]])
        for name in ("volume", "intensity"):
            kept = [getattr(one, f"{name}_{part}") for part in ("rank", "best", "worst", "top")]
            assert tuple(kept) == places[name][row["agency"]]


def test_standardised_coverage(recounted, ranking):
    again = ranking.standardised()
    rows = {row["agency"]: row for row in printed(recounted, "standardised.csv")}
    assert set(rows) == set(again)
    for agency, found in again.items():
        same(rows[agency], found, digits={})
        assert (rows[agency]["direct"] == "") is ("direct" not in found)
    assert any("direct" in found for found in again.values())


def test_shares_and_their_intervals(recounted):
    for name, part, whole, share in (
        ("coverage.csv", "in_date", "in_scope", "coverage"),
        ("coverage_totals.csv", "in_date", "in_scope", "coverage"),
        ("knowledge.csv", "masters", "assessed", "mastery"),
    ):
        rows = [row for row in printed(recounted, name) if row[whole] not in ("", "0")]
        assert len(rows) > 15
        for row in rows:
            x, n = int(row[part]), int(row[whole])
            share_of, low, high = (100 * part for part in wilson(x, n))
            same(row, {share: share_of, "lower": low, "upper": high}, digits={})


def test_returns_and_what_they_give_in_figures(recounted):
    again = Returns(recounted.autumn)
    rows = {astuple(row)[:2]: astuple(row)[2:] for row in recounted.facts.of("return")}
    assert rows == again.facts()
    assert {agency for agency, _ in rows} == set(again.held)
    assert {year for *_, year, _ in rows.values()} == {2025, 2026}
    said = recounted.facts.of("provision")
    assert {(row.agency, row.item, row.value) for row in said if row.source == "return"} == set(
        again.details()
    )


def test_actions_are_judged(recounted):
    again, rows = plan(recounted.autumn), recounted.facts.of("judgement")
    assert {row.ref for row in rows} == set(again)
    numbers = {key: found[:2] for key, found in recounted.autumn.coverage().items()}
    knowledge = recounted.autumn.knowledge()
    for row in rows:
        if row.origin == "coverage":
            in_scope, in_date = numbers[row.agency, "", row.module]
            now = in_date, in_scope
            crossing = crossed(recounted.spring, recounted.autumn, row.agency, row.module)
            assert (row.gained, row.lost) == crossing
        else:
            some = [
                n
                for (a, role, topic, level), n in knowledge.items()
                if (role, topic, level) == ("", row.topic, "") and row.agency in ("", a)
            ]
            now, crossing = (sum(n[2] for n in some), sum(n[1] for n in some)), None
        assert (row.now_count, row.now_base) == now
        before = int(again[row.ref]["baseline_count"]), int(again[row.ref]["baseline_base"])
        assert row.verdict == verdict(row.origin, before, now, row.target, crossing)
    assert len({row.verdict for row in rows}) > 1


def test_statistics_of_questions_are_those_of_scipy(recounted):
    answers = Answers(recounted.autumn)
    rows = printed(recounted, "items.csv")
    for row in rows:
        right, rest, sure = answers.beside(row["item"])
        p = sum(right) / len(right)
        expected = {"facility": 100 * p, "corrected": 100 * (p - 1 / 3) / (1 - 1 / 3)}
        some = [(one, other) for one, other in zip(right, rest, strict=True) if other is not None]
        if row["discrimination"]:
            expected["discrimination"] = stats.pointbiserialr(*zip(*some, strict=True)).statistic
        said, knew = (fmean(column) for column in zip(*sure, strict=True))
        expected |= {"mean_confidence": 100 * said, "bias": 100 * (said - knew)}
        expected["brier"] = fmean((one - other) ** 2 for one, other in sure)
        same(row, expected, {"discrimination": 3, "brier": 3})
    assert any(row["discrimination"] for row in rows)


def test_gain_and_what_is_kept_are_those_of_scipy(recounted):
    pairs, _ = Answers(recounted.autumn).pairs()
    tested = set()
    for row in printed(recounted, "gain.csv"):
        some = pairs[int(row["months"]), row["module"], row["topic"], row["item"]]
        if not some:
            continue
        before, after, *later = (
            [100 * part / WHOLE for part in column] for column in zip(*some, strict=True)
        )
        b, a = fmean(before), fmean(after)
        expected = {"before": b, "after": a, "change": a - b}
        if row["lower"] and len({one[1] - one[0] for one in some}) > 1:
            expected["lower"], expected["upper"] = stats.ttest_rel(
                after, before
            ).confidence_interval()
        if row["hake"]:
            expected["hake"] = (a - b) / (100 - b)
        if row["retained"]:
            expected["retained"] = 100 * (fmean(later[0]) - b) / (a - b)
        if row["p"] and row["rose"] + row["fell"] != "00":
            rose, fell = int(row["rose"]), int(row["fell"])
            expected["p"] = stats.binomtest(rose, rose + fell).pvalue
        same(row, expected, {"hake": 3, "p": 3})
        tested |= set(expected)
    assert tested == {"before", "after", "change", "lower", "upper", "hake", "retained", "p"}
