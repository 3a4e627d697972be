"""What staff say, what they still know, and what is on record of an agency's training: again."""

from collections import Counter, defaultdict
from datetime import datetime
from statistics import fmean

from tests.integration.audit.recounted.again import Again
from tests.integration.interop.recount import covers, day, london, months_later, rows

A_TEN = 10
ASKED = {
    "module_feedback": ("feedback", {"useful": "yes partly no", "clear": "yes partly no",
                                     "change": "yes unsure no"}),
    "module_use": ("use", {"used": "told noticed no-occasion stopped"}),
}  # fmt: skip


def whole_tens(some):
    return some[: len(some) // A_TEN * A_TEN]


class Telling:
    """The pulse of the day: (measure, module, question, answer) -> number, people."""

    def __init__(self, again: Again):
        self.again, self.folder, self.on = again, again.folder, again.on
        self.slugs = {row["id"]: row["slug"] for row in again.tables["module"]}

    def of_modules(self):
        found = {}
        for table, (measure, questions) in ASKED.items():
            told = defaultdict(list)
            for row in sorted(self.again.tables[table], key=lambda r: (r["answered_on"], r["id"])):
                if row["answered_on"] <= self.on:
                    told[self.slugs[row["module_id"]]].append(row)
            for module, some in told.items():
                some = whole_tens(some)
                for question, answers in questions.items() if some else ():
                    for answer in answers.split():
                        number = sum(row[question] == answer for row in some)
                        found[measure, module, question, answer] = number, len(some)
        return found

    def of_survey(self):
        """The survey that was over last, of at least ten people, by its answers."""
        over = []
        for row in rows(self.folder, "surveys"):
            last, early = day(row["closes_on"]), day(row["closed_on"])
            if early and early <= self.on:
                over.append((min(last, early), int(row["survey"])))
            elif last < self.on:
                over.append((last, int(row["survey"])))
        last, survey = max(over)
        given = Counter()
        for row in rows(self.folder, "survey_answers"):
            if row["survey"] == str(survey) and row["grouping"] == "role":
                given[row["question"], row["answer"]] += int(row["number"])
        people = sum(number for (question, _), number in given.items() if question == "trained")
        found = {("survey", "", *key): (number, people) for key, number in given.items()}
        return found | {("survey", "", "survey", "last-day"): (last.toordinal(), people)}

    def of_later(self):
        """Of each module and of all: (module, months) -> rows of before, after and later, in whole
        tens of people in the order in which they answered, each with their first answer."""
        place_of = {row["person"]: n for n, row in enumerate(rows(self.folder, "people"))}
        places = defaultdict(dict)
        paired = sorted(self._paired(), key=lambda one: (one[0], place_of[one[1]], one[2]))
        for _, person, module, months, shares in paired:
            for name in (module, ""):
                places[name, months].setdefault(person, shares)
        return {place: whole_tens(list(people.values())) for place, people in places.items()}

    def _paired(self):
        """(moment, person, module, months, (before, after, later)) of everybody who answered."""
        sat, marks = {}, defaultdict(list)
        for row in rows(self.folder, "answers"):
            marks[row["attempt"]].append(row)
        for row in rows(self.folder, "attempts"):
            if row["submitted_at"]:
                share = 100 * int(row["score"]) / len(marks[row["attempt"]])
                first = marks[row["attempt"]][0]["first"] == "1"
                at = datetime.fromisoformat(row["submitted_at"])
                sat[row["attempt"]] = row | {"at": at, "share": share, "is_first": first}
        made = {row["id"]: str(row["attempt_id"]) for row in self.again.tables["completion"]}
        for row in rows(self.folder, "spaced_checks"):
            later = sat.get(row["attempt"])
            if later is None or london(later["submitted_at"]) > self.on:
                continue
            done = sat[made[int(row["completion"])]]
            before, after = _cycle(sat.values(), done)
            if after is not None:
                shares = (before, after, later["share"])
                yield later["at"], row["person"], row["module"], row["after_months"], shares


def _cycle(sat, done):
    """Before and after of the cycle that ended with a completing try: after the pass before it."""
    own = [one for one in sat if (one["person"], one["module"]) == (done["person"], done["module"])]
    checks = [one for one in own if one["kind"] == "precheck" and one["is_first"]]
    quizzes = [one for one in own if one["kind"] == "quiz"]
    passed = [
        one["at"] for one in (*checks, *quizzes) if one["passed"] == "1" and one["at"] < done["at"]
    ]
    since = max(passed, default=datetime.min.replace(tzinfo=done["at"].tzinfo))
    tries = [one for one in quizzes if since < one["at"] <= done["at"]]
    if not tries:
        return None, None
    first = min(tries, key=lambda one: one["at"])
    known = [one for one in checks if since < one["at"] < first["at"]]
    before = max(known, key=lambda one: one["at"])["share"] if known else None
    return before, first["share"]


def later_figures(some):
    """Answer -> number, people: as an edition keeps means, in tenths of a per cent."""
    people = len(some)
    found = {
        "enough": (sum(later >= 80 for *_, later in some), people),
        "first": (_tenths(after for _, after, _ in some), people),
        "later": (_tenths(later for *_, later in some), people),
    }
    kept = whole_tens([one for one in some if one[0] is not None])
    if kept:
        for n, name in enumerate(("before", "after", "later")):
            found[f"kept-{name}"] = _tenths(one[n] for one in kept), len(kept)
    return found


def _tenths(shares):
    return round(10 * fmean(shares))


def on_record(again: Again, agencies):
    """(agency, item, value) of everything known here of the agencies' training."""
    whole = {(agency, "as-at", again.on.isoformat()) for agency in agencies}
    for part in (_duties, _roles, _intervals, _briefings):
        whole |= set(part(again))
    return {one for one in whole if one[0] in agencies}


def _duties(again):
    for row in rows(again.folder, "agencies"):
        if row["first_responder"] == "1":
            yield row["agency"], "first-responder", "yes"
        if row["duty_to_notify"] == "1":
            yield row["agency"], "duty-to-notify", "yes"


def _roles(again):
    """Of postings on the day; and of the latest headcount by it, unless it is none."""
    counted = {}
    for row in sorted(rows(again.folder, "headcounts"), key=lambda row: row["as_at"]):
        if day(row["as_at"]) <= again.on:
            counted[row["agency"], row["role"]] = int(row["headcount"])
    yield from ((agency, "role", role) for (agency, role), number in counted.items() if number)
    for post in again.posts:
        if covers(post, again.on):
            yield post["agency"], "role", post["role"]


def _intervals(again):
    for agency, role, module in again.coverage():
        rule = again._rule(agency, role, module) if role else None
        months = rule and int(rule["refresh_months"] or again.modules[module])
        if months:
            yield agency, "interval", str(months)


def _briefings(again):
    """Those of the two years before the day."""
    for row in rows(again.folder, "briefings"):
        if months_later(again.on, -24) < day(row["held_on"]) <= again.on:
            yield row["agency"], "briefing", row["held_on"]
