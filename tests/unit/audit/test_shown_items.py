"""What a reader sees of questions, of calibration and of gain, and what stays hidden."""

from dataclasses import replace

from elearn.audit.facts import Facts
from elearn.audit.items.facts import CalibrationFact, ChoiceFact, GainFact, ItemFact
from elearn.audit.items.parts import CALIBRATION_FILE, GAIN_FILE, ITEMS_FILE
from elearn.audit.items.words import headline
from elearn.audit.showing import show
from elearn.domain.coverage import Band, RuleSet
from elearn.domain.item_review import EASY
from elearn.domain.items import Verdict
from elearn.domain.sums import WHOLE
from elearn.domain.suppression import Audience
from tests.unit.audit.building import edition_facts

RULES = RuleSet()


def shown(*, audience=Audience.PARTNERSHIP, **more):
    facts = edition_facts()
    facts = Facts(facts.agencies, facts.coverage, facts.knowledge, more)
    return show(facts, audience=audience, rules=RULES, level_c=())


def item(key="q1", answers=100, right=70, **facts):
    """A question of fair discrimination that was asked beside one other."""
    rest = round(WHOLE * (right + 0.6 * (answers - right)))
    given = ItemFact(
        key, "m1", "T1", "A", "single", 0, 0, 4, answers, right, answers, right, rest,
        round(WHOLE * WHOLE * (right + 0.5 * (answers - right))), right * WHOLE,
        0, 0, 0, 0, 0, 0, 0, "Which?",
    )  # fmt: skip
    return replace(given, **facts)


def items_of(*rows, audience=Audience.PARTNERSHIP):
    return {row.item: row for row in shown(item=rows, audience=audience).more["item"]}


def test_a_question_is_shown_with_its_verdict():
    row = items_of(item())["q1"]
    assert (row.answers, row.right, row.facility) == (100, 70, 0.7)
    assert row.verdict is Verdict.KEEP
    assert headline((row,)) == "All 1 question that can be judged are worth keeping"
    assert len(list(ITEMS_FILE.cells([row]))[0]) == len(ITEMS_FILE.keys)


def test_a_question_few_got_wrong_is_too_easy_without_its_figures():
    rows = items_of(item(right=98), item("q2", right=60), item("q3"))
    assert (rows["q1"].answers, rows["q1"].right, rows["q1"].facility) == (100, None, None)
    assert rows["q1"].discrimination is None
    assert EASY in rows["q1"].review.reasons


def test_whether_two_or_four_were_wrong_makes_no_difference_to_what_is_told():
    two = items_of(item(right=58, answers=60), item("q2", right=60))["q1"]
    four = items_of(item(right=56, answers=60), item("q2", right=60))["q1"]
    assert two.review.reasons == four.review.reasons


def test_wrong_answers_that_few_chose_are_hidden():
    chosen = [ChoiceFact("q1", option, int(option == "a"), n, option)
              for option, n in (("a", 70), ("b", 3), ("c", 7), ("d", 20))]  # fmt: skip
    rows = {row.option: row for row in shown(item=(item(),), choice=tuple(chosen)).more["choice"]}
    assert [rows[one].chosen for one in "abcd"] == [70, None, None, 20]
    assert rows["a"].share == 0.7


def calibration(agency, role="", level="", *, people=60, answers=120, sure=40, wrong=10):
    return CalibrationFact(
        agency, role, "T1", level, people, answers, 90, 600, answers, 90, 4 * answers,
        16 * answers, 4 * 90, sure, wrong, 30, 29,
    )  # fmt: skip


def calibrations(*rows):
    """With the same again at level A, as everything was asked there."""
    levels = [replace(row, level="A") for row in rows]
    found = shown(calibration=(*rows, *levels)).more["calibration"]
    return {(row.agency, row.role): row for row in found if not row.level}


def test_of_agencies_shares_are_told_and_never_their_bases():
    rows = calibrations(
        calibration("", people=94), calibration("a1"), calibration("a1", "R1"),
        calibration("a2", people=34), calibration("a2", "R1", people=34),
    )  # fmt: skip
    assert (rows["", ""].answers, rows["", ""].sure) == (120, 40)
    one = rows["a1", "R1"]
    assert (one.facility, one.mean_confidence, one.confident_wrong) == (0.75, 0.8, 0.25)
    assert (one.answers, one.asked, one.sure, one.safety) == (None,) * 4
    assert (one.bias_words, one.safety_band) == ("5 points too sure", Band.ON_TRACK)
    assert len(list(CALIBRATION_FILE.cells([one]))[0]) == len(CALIBRATION_FILE.keys)


def test_a_share_of_few_sure_answers_is_hidden_and_not_alone():
    rows = calibrations(
        calibration("", people=94, sure=86), calibration("a1"), calibration("a1", "R1"),
        calibration("a2", people=34, sure=6), calibration("a2", "R1", people=34, sure=6),
    )  # fmt: skip
    assert rows["a2", ""].confident_wrong is None
    assert rows["a1", ""].confident_wrong is None or rows["", ""].confident_wrong is None
    assert rows["a2", ""].facility is not None


def test_where_the_row_of_knowledge_is_hidden_nothing_is_told():
    row = calibrations(calibration("a3"), calibration("a3", "R1"))["a3", ""]
    assert (row.facility, row.bias, row.note) == (None, None, "hidden with its row")


def gain(module="", pairs=40, *, months=0, item="", rose=14, fell=3):
    half, most, later = (round(WHOLE * pairs * one) for one in (0.58, 0.84, 0.76))
    squares = round(pairs * (0.3 * WHOLE) ** 2)
    topic = "T1" if item else ""
    return GainFact(months, module, topic, item, 50, pairs, half, most, later, squares, rose, fell)


def gains(*rows):
    return {(r.months, r.module, r.item): r for r in shown(gain=rows).more["gain"]}


def test_the_worked_gain_is_printed_to_the_digit():
    rows = gains(gain(), gain("m1"), gain(months=3), gain("m1", months=3))
    row = rows[0, "m1", ""]
    assert [f"{one:.0f}" for one in (row.before, row.after)] == ["58", "84"]
    assert f"{row.hake:.2f}" == "0.62"
    assert (row.pairs, row.later, row.retained, row.verdict) == (40, None, None, "clearly better")
    assert f"{100 * rows[3, 'm1', ''].retained:.0f}%" == "69%"
    assert len(list(GAIN_FILE.cells([row]))[0]) == len(GAIN_FILE.keys)


def test_fewer_than_ten_pairs_are_hidden_and_not_alone():
    rows = gains(gain(pairs=60), gain("m1", 6), gain("m2", 14), gain("m3"))
    assert [rows[0, module, ""].pairs for module in ("", "m1", "m2", "m3")] == [60, None, None, 40]
    assert rows[0, "m1", ""].asked is None


def test_the_change_of_one_question_is_exact_only_where_nobodys_is_few():
    rows = gains(gain("m1", item="q1"), gain("m1", item="q2", rose=20, fell=5))
    assert (rows[0, "m1", "q1"].p, rows[0, "m1", "q1"].verdict) == (None, "clearly better")
    assert rows[0, "m1", "q1"].rose is None
    assert round(rows[0, "m1", "q2"].p, 3) == 0.005
