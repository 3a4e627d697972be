"""Questions, reliability, calibration and gain, counted from single answers (audit-method C3.5-7,
C3.15, C3.16). Shares are kept in 27,720ths, to the nearest."""

from collections import defaultdict
from datetime import timedelta
from fractions import Fraction

from tests.integration.audit.recounted.again import Again
from tests.integration.interop.recount import london, months_later, rows

WHOLE = 27_720
COUNTED = ("quiz", "precheck", "anchor")
SURE_FROM = 4


def parts(right, of):
    return int(Fraction(WHOLE * right, of) + Fraction(1, 2))


def sure_sums(answers):
    """Asked how sure, right of those, sum, squares, sum where right, sure, sure and wrong."""
    said = [(int(one["confidence"]), one["right"]) for one in answers if one["confidence"]]
    return (
        len(said),
        sum(right for _, right in said),
        sum(level for level, _ in said),
        sum(level**2 for level, _ in said),
        sum(level for level, right in said if right),
        sum(level >= SURE_FROM for level, _ in said),
        sum(level >= SURE_FROM and not right for level, right in said),
    )


class Answers:
    """The first answers that count on a day, and all attempts with theirs."""

    def __init__(self, again: Again):
        self.again, folder = again, again.folder
        self.items = {row["item"]: row for row in rows(folder, "items")}
        self.attempts = {row["attempt"]: row for row in rows(folder, "attempts")}
        self.first_day = months_later(again.on, -12) + timedelta(days=1)
        self.people = {key[0] for key in again.strictest}
        self.of_attempt = defaultdict(list)
        for row in rows(folder, "answers"):
            answer = row | {"right": row["correct"] == "1", **self.items[row["item"]]}
            self.of_attempt[row["attempt"]].append(answer)
        self.quiz_of = {row["id"]: row["attempt_id"] for row in again.tables["completion"]}
        self.by_attempt = {
            attempt: counted
            for attempt, answers in self.of_attempt.items()
            if (counted := [one for one in answers if self._counts(attempt, one)])
        }

    def in_time(self, attempt):
        handed_in = london(self.attempts[attempt]["submitted_at"])
        return handed_in is not None and self.first_day <= handed_in <= self.again.on

    def _counts(self, attempt, answer):
        row = self.attempts[attempt]
        return (
            answer["first"] == "1"
            and row["kind"] in COUNTED
            and row["person"] in self.people
            and london(row["submitted_at"]) <= self.again.on
            and self.first_day <= london(answer["answered_at"]) <= self.again.on
        )

    def of_items(self):
        """Item -> answers, right; of those with others beside them: how many, right, the share
        right at the others, its squares, and of it where right; and how sure people were."""
        beside, plain = defaultdict(list), defaultdict(list)
        for answers in self.by_attempt.values():
            known = sum(one["right"] for one in answers)
            for one in answers:
                plain[one["item"]].append(one)
                if len(answers) > 1:
                    rest = parts(known - one["right"], len(answers) - 1)
                    beside[one["item"]].append((one["right"], rest))
        return {
            item: (
                len(found),
                sum(one["right"] for one in found),
                len(beside[item]),
                sum(right for right, _ in beside[item]),
                sum(rest for _, rest in beside[item]),
                sum(rest**2 for _, rest in beside[item]),
                sum(rest for right, rest in beside[item] if right),
                *sure_sums(found),
            )
            for item, found in plain.items()
        }

    def beside(self, item):
        """Of one question: right or not, the share right at the others of the attempt (None without
        others), and pairs of how sure, from 0.2 to 1, and right of those who said."""
        right, rest, sure = [], [], []
        for answers in self.by_attempt.values():
            for one in answers:
                if one["item"] == item:
                    others = [other["right"] for other in answers if other is not one]
                    right.append(one["right"])
                    rest.append(sum(others) / len(others) if others else None)
                    if one["confidence"]:
                        sure.append((int(one["confidence"]) / 5, one["right"]))
        return right, rest, sure

    def of_choices(self):
        """(item, option) -> how often it was chosen, of options chosen at all."""
        found = defaultdict(int)
        names = {row["id"]: row["key"] for row in self.again.tables["item"]}
        counted = {
            (attempt, one["item"]) for attempt, some in self.by_attempt.items() for one in some
        }
        for row in self.again.tables["answer"]:
            place = str(row["attempt_id"]), names[row["item_id"]]
            if place in counted:
                found[place[1], row["choice"]] += 1
        return dict(found)

    def of_checks(self):
        """(module, version, questions) -> different questions, people, right x wrong over the
        questions, sum of the totals, sum of their squares."""
        groups = defaultdict(list)
        for attempt, answers in self.by_attempt.items():
            row = self.attempts[attempt]
            groups[row["module"], int(row["version"]), len(answers)].append(answers)
        found = {}
        for key, some in groups.items():
            right, wrong = defaultdict(int), defaultdict(int)
            for answers in some:
                for one in answers:
                    right[one["item"]] += one["right"]
                    wrong[one["item"]] += not one["right"]
            totals = [sum(one["right"] for one in answers) for answers in some]
            found[key] = (
                len(right),
                len(some),
                sum(number * wrong[item] for item, number in right.items()),
                sum(totals),
                sum(total**2 for total in totals),
            )
        return found

    def of_places(self):
        """(agency, role, topic, level) -> the sums of calibration; blank agency: everybody, once
        in each agency."""
        where = defaultdict(set)
        for person, agency, role, _, _ in self.again.asked:
            where[person] |= {(agency, role), (agency, "")}
        given = defaultdict(list)
        for attempt, answers in self.by_attempt.items():
            person = self.attempts[attempt]["person"]
            for one in answers:
                for level in ("", one["level"]):
                    for agency, role in where[person]:
                        given[agency, role, one["topic"], level].append((person, one))
                        if not role:
                            place = ("", "", one["topic"], level)
                            given[place].append(((person, agency), one))
        return {key: _calibration(some) for key, some in given.items()}

    def of_pairs(self):
        """(months, module, topic, item) -> how many could be paired, and the sums of gain."""
        pairs, asked = self.pairs()
        return {
            key: (asked.get(key, len(pairs[key])), *_pair_sums(pairs[key]))
            for key in {*asked, *pairs}
        }

    def pairs(self):
        """The shares of each person before, after and perhaps later, from pre-checks that were
        not passed; and how many people could have been paired."""
        pairs, asked = defaultdict(list), defaultdict(int)
        for attempt, row in self.attempts.items():
            if row["kind"] != "precheck" or row["passed"] == "1" or not self._is_here(attempt):
                continue
            for module in ("", row["module"]):
                asked[0, module, "", ""] += 1
            quiz = self._next_quiz(row)
            if quiz and self._is_here(quiz):
                _add(pairs, 0, row["module"], [self.of_attempt[one] for one in (attempt, quiz)])
        for sent in self.again.tables["spaced_check"]:
            self._follow(sent, pairs, asked)
        return pairs, asked

    def _follow(self, sent, pairs, asked):
        """Somebody who was sent questions months after a quiz, and what is left of their gain."""
        row = self.attempts[str(self.quiz_of[sent["completion_id"]])]
        place = (sent["after_months"], row["module"])
        if row["person"] not in self.people:
            return
        if self.first_day <= sent["written_at"].date() <= self.again.on:
            for module in ("", row["module"]):
                asked[place[0], module, "", ""] += 1
        if sent["attempt_id"] is None or not self.in_time(str(sent["attempt_id"])):
            return
        sat = sorted(
            (other["submitted_at"], attempt, other["kind"])
            for attempt, other in self.attempts.items()
            if (other["person"], other["module"]) == (row["person"], row["module"])
            and other["submitted_at"] <= row["submitted_at"]
            and not (other["kind"] == "precheck" and other["passed"] == "1")
        )
        before = [attempt for _, attempt, kind in sat if kind == "precheck"]
        quizzes = [attempt for _, attempt, kind in sat if kind == "quiz"]
        if before:
            tries = [before[-1], quizzes[0], str(sent["attempt_id"])]
            shares = [_share(self.of_attempt[one], ("", "", "")) for one in tries]
            for module in ("", row["module"]):
                pairs[place[0], module, "", ""].append(shares)

    def _is_here(self, attempt):
        return self.in_time(attempt) and self.attempts[attempt]["person"] in self.people

    def _next_quiz(self, check):
        """The first try at the quiz after a pre-check."""
        later = [
            (row["submitted_at"], attempt)
            for attempt, row in self.attempts.items()
            if row["kind"] == "quiz"
            and (row["person"], row["module"]) == (check["person"], check["module"])
            and row["submitted_at"] > check["submitted_at"]
        ]
        return min(later)[1] if later else None


def _calibration(some):
    answers = [one for _, one in some]
    wrong = [one for one in answers if not one["right"] and int(one["options"]) > 1]
    guess = sum(Fraction(60, int(one["options"]) - 1) for one in wrong)
    safety = [one for one in answers if one["safety_critical"] == "1"]
    return (
        len({person for person, _ in some}),
        len(answers),
        sum(one["right"] for one in answers),
        guess,
        *sure_sums(answers),
        len(safety),
        sum(one["right"] for one in safety),
    )


def _places(module, answers):
    """Where an attempt has a share: of all, of the module, of each topic and of each question."""
    found = {("", "", ""), (module, "", "")}
    for one in answers:
        found |= {("", one["topic"], ""), (module, one["topic"], "")}
        found.add((module, one["topic"], one["item"]))
    return found


def _share(answers, place):
    _, topic, item = place
    some = [
        one["right"]
        for one in answers
        if (not topic or one["topic"] == topic) and (not item or one["item"] == item)
    ]
    return parts(sum(some), len(some))


def _add(pairs, months, module, tries):
    both = set.intersection(*(_places(module, answers) for answers in tries))
    for place in both:
        pairs[months, *place].append([_share(answers, place) for answers in tries])


def _pair_sums(some):
    """Pairs; the sums of before, after and later; squares of the change; who rose and who fell."""
    changes = [after - before for before, after, *_ in some]
    return (
        len(some),
        sum(one[0] for one in some),
        sum(one[1] for one in some),
        sum(one[2] for one in some if len(one) > 2),
        sum(change**2 for change in changes),
        sum(change > 0 for change in changes),
        sum(change < 0 for change in changes),
    )
