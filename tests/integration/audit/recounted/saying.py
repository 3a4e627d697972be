"""What agencies said of themselves, and how actions did (audit-method C10, C13)."""

from datetime import datetime
from math import comb, sqrt
from zoneinfo import ZoneInfo

from tests.integration.audit.recounted.again import Again
from tests.integration.interop.recount import day, london, rows

SEVERAL = ("types", "formats", "days", "examined", "open-to")
THEMES = {"leadership": range(1, 5), "provision": range(5, 11), "coverage": range(11, 15),
          "practice": range(15, 22)}  # fmt: skip
LONDON = ZoneInfo("Europe/London")


def moment(text):
    return datetime.fromisoformat(text)


class Returns:
    """The return of each agency that holds on the day: that of the latest year whose last act by
    its end is a signing, with the answers of then."""

    def __init__(self, again: Again):
        self.again = again
        self.held = self._signed()
        self.answers = {}
        for row in rows(again.folder, "self_assessment_answers"):
            key = row["agency"], int(row["question"])
            known = self.answers.get(key)
            newer = known is None or int(row["revision"]) > int(known["revision"])
            if newer and self._holds(row, moment(row["answered_at"])):
                self.answers[key] = row

    def _signed(self):
        """Agency -> the year of its return, and when it was signed."""
        tables, slugs = self.again.tables, self._slugs()
        whose = {row["id"]: (row["agency_id"], row["year"]) for row in tables["self_assessment"]}
        last = {}
        for row in sorted(tables["self_assessment_act"], key=lambda row: (row["at"], row["id"])):
            if row["at"].astimezone(LONDON).date() <= self.again.on:
                last[whose[row["assessment_id"]]] = (row["state"].value, row["at"])
        held = {}
        for (agency, year), (state, at) in sorted(last.items(), key=lambda pair: pair[0][1]):
            if state == "signed":
                held[slugs[agency]] = (year, at)
        return held

    def _slugs(self):
        return {row["id"]: row["slug"] for row in self.again.tables["agency"]}

    def _holds(self, row, at):
        year, signed = self.held.get(row["agency"], (None, None))
        return year == int(row["year"]) and at <= signed

    def _moderated(self):
        """The last score of the coordinator by the day, of the answers that hold."""
        found = {}
        given = rows(self.again.folder, "self_assessment_moderations")
        for row in sorted(given, key=lambda row: moment(row["moderated_at"])):
            key = row["agency"], int(row["question"])
            answer = self.answers.get(key)
            if answer is None or answer["year"] != row["year"]:
                continue
            same = answer["revision"] == row["revision"]
            if same and london(row["moderated_at"]) <= self.again.on:
                found[key] = row["score"]
        return found

    def facts(self):
        """(agency, question) -> theme, score, confidence, evidence, moderated, year, signed on."""
        moderated = self._moderated()
        found = {}
        for key, row in self.answers.items():
            year, signed = self.held[key[0]]
            theme = next(name for name, some in THEMES.items() if key[1] in some)
            looked = moderated.get(key)
            found[key] = (
                theme,
                int(row["score"]) if row["score"] else None,
                row["score"] != "",
                row["confidence"],
                row["evidence"] != "",
                key in moderated,
                int(looked) if looked else None,
                year,
                signed.astimezone(LONDON).date(),
            )
        return found

    def details(self):
        """(agency, key, value) of figures, days and ticks; one of each where several are told."""
        for row in rows(self.again.folder, "self_assessment_details"):
            answer = self.answers.get((row["agency"], int(row["question"])))
            if answer and (answer["year"], answer["revision"]) == (row["year"], row["revision"]):
                values = row["value"].split() if row["key"] in SEVERAL else [row["value"]]
                for value in values:
                    yield row["agency"], row["key"], value


def crossed(spring: Again, autumn: Again, agency, module):
    """Of those who count on both days: who came into date, and who fell out of it."""
    both = [
        key
        for key in {*spring.strictest} & {*autumn.strictest}
        if agency in ("", key[1]) and module in ("", key[2])
    ]
    gained = sum(not spring.is_ready(key) and autumn.is_ready(key) for key in both)
    return gained, sum(spring.is_ready(key) and not autumn.is_ready(key) for key in both)


def verdict(origin, before, now, target, crossing):
    """Met; or by the exact test of who crossed, or by Newcombe's interval of two shares."""
    if 100 * now[0] >= target * now[1]:
        return "met"
    if origin == "coverage":
        gained, lost = crossing
        if _two_sided(gained, lost) >= 0.05:
            return "no-clear-change"
        return "moved" if gained > lost else "worse"
    low, high = _newcombe(now, before)
    return "moved" if low > 0 else "worse" if high < 0 else "no-clear-change"


def _two_sided(one, other):
    n = one + other
    return min(1.0, 2 * sum(comb(n, k) for k in range(min(one, other) + 1)) / 2**n) if n else 1.0


def wilson(x, n, z=1.96):
    p = x / n
    middle, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return p, (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def _newcombe(now, before):
    p, low, high = wilson(*now)
    q, least, most = wilson(*before)
    down, up = (p - low) ** 2 + (most - q) ** 2, (high - p) ** 2 + (q - least) ** 2
    return p - q - sqrt(down), p - q + sqrt(up)


def plan(again: Again):
    """The actions that are judged, by their reference."""
    return {
        row["ref"]: row
        for row in rows(again.folder, "plan_actions")
        if london(row["created_at"]) <= again.on and day(row["baseline_on"]) < again.on
    }
