"""Somebody else's audit: coverage and knowledge counted from the exported CSV files alone."""

import csv
from calendar import monthrange
from collections import defaultdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def rows(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text):
    return date.fromisoformat(text) if text else None


def london(text):
    return datetime.fromisoformat(text).astimezone(LONDON).date() if text else None


def months_later(start, months):
    years, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(years, month + 1, min(start.day, monthrange(years, month + 1)[1]))


def covers(row, on):
    return day(row["start"]) <= on and (not row["end"] or on < day(row["end"]))


class Recount:
    """Every figure of one day. Fifty-odd lines a statistician could have written."""

    def __init__(self, folder, on):
        self.folder, self.on = folder, on
        self.modules = {}
        for row in rows(folder, "modules"):
            if london(row["published_at"]) <= on:
                self.modules[row["module"]] = int(row["refresh_months"] or 0)
        self.rules = [row for row in rows(folder, "requirements") if covers(row, on)]
        self.away = {
            row["person"]
            for row in rows(folder, "absences")
            if covers(row, on) and (on - day(row["start"])).days > 90
        }
        self.done, self.latest = {}, {}
        for row in rows(folder, "completions"):
            revoked = day(row["revoked_on"])
            if day(row["completed_on"]) <= on and not (revoked and revoked <= on):
                key = row["person"], row["module"]
                if day(row["completed_on"]) > self.done.get(key, date.min):
                    self.done[key], self.latest[key] = day(row["completed_on"]), row
        self.changed = {}
        for row in rows(folder, "module_changes"):
            material = row["change"] == "material" and int(row["version"]) > 1
            if material and london(row["published_at"]) <= on:
                self.changed[row["module"]] = (int(row["version"]), london(row["published_at"]))
        self.read = {
            (row["person"], row["module"], int(row["version"]))
            for row in rows(folder, "changes_read")
            if london(row["read_at"]) <= on
        }
        self.asked = list(self._asked())

    def _rule(self, agency, role, module):
        fitting = [
            rule
            for rule in self.rules
            if rule["agency"] in ("", agency) and (rule["role"], rule["module"]) == (role, module)
        ]
        return max(fitting, key=lambda rule: (rule["agency"] != "", rule["start"]), default=None)

    def _asked(self):
        """(person, agency, role, module, months) of everybody who counts."""
        for post in rows(self.folder, "postings"):
            if not covers(post, self.on) or post["person"] in self.away:
                continue
            for module, months in self.modules.items():
                rule = self._rule(post["agency"], post["role"], module)
                if not rule or rule["need"] != "R":
                    continue
                if self.on < day(post["start"]) + timedelta(days=int(rule["grace_days"])):
                    continue
                months = int(rule["refresh_months"] or months)
                yield post["person"], post["agency"], post["role"], module, months

    def _standing(self, person, module, months):
        done = self.done.get((person, module))
        if done is None:
            return "never"
        ends = months_later(done, months) if months else date.max
        if ends <= self.on:
            return "expired"
        return "due_soon" if ends <= self.on + timedelta(days=60) else "in_date"

    def _is_since(self, person, module):
        """Trained since the last material change, or told of it."""
        if module not in self.changed:
            return True
        number, changed_on = self.changed[module]
        done = self.latest[person, module]
        of_it = int(done["version"]) >= number if done["version"] else (
            day(done["completed_on"]) >= changed_on)  # fmt: skip
        return of_it or (person, module, number) in self.read

    def coverage(self):
        """(agency, role, module) -> in scope, in date, due soon, expired, never; of those in date
        trained since the last change."""
        strictest = {}
        for person, agency, role, module, months in self.asked:
            for key in ((person, agency, role, module), (person, agency, "", module)):
                strictest[key] = min(months, strictest.get(key, months))
        counts = defaultdict(lambda: defaultdict(int))
        for (person, agency, role, module), months in strictest.items():
            standing = self._standing(person, module, months)
            for key in {(agency, role, module)} | (
                set() if role else {(agency, "", ""), ("", "", module), ("", "", "")}
            ):
                counts[key]["in_scope"] += 1
                counts[key][standing] += 1
                in_date = standing in ("in_date", "due_soon")
                counts[key]["since"] += in_date and self._is_since(person, module)
        for row in rows(self.folder, "headcounts"):
            self._add_headcount(counts, row)
        return {
            key: (
                of["in_scope"],
                of["in_date"] + of["due_soon"],
                of["due_soon"],
                of["expired"],
                of["never"],
                of["since"],
            )
            for key, of in counts.items()
        }

    def _add_headcount(self, counts, row):
        agency, role = row["agency"], row["role"]
        posts = rows(self.folder, "postings")
        if any((p["agency"], p["role"]) == (agency, role) and covers(p, self.on) for p in posts):
            return
        for module in self.modules:
            rule = self._rule(agency, role, module)
            if rule and rule["need"] == "R":
                for key in ((agency, role, module), (agency, "", module), (agency, "", ""),
                            ("", "", module), ("", "", "")):  # fmt: skip
                    counts[key]["in_scope"] += int(row["headcount"])
                    counts[key]["never"] += int(row["headcount"])

    def _answers(self):
        """(person, topic, level) -> (answer, item) of first attempts of the last twelve months."""
        items = {row["item"]: row for row in rows(self.folder, "items")}
        attempts = {row["attempt"]: row for row in rows(self.folder, "attempts")}
        first = months_later(self.on, -12) + timedelta(days=1)
        answers = defaultdict(list)
        for row in rows(self.folder, "answers"):
            attempt, item = attempts[row["attempt"]], items[row["item"]]
            handed_in = london(attempt["submitted_at"])
            if row["first"] != "1" or not handed_in or handed_in > self.on:
                continue
            if first <= london(row["answered_at"]) <= self.on:
                for level in ("", item["level"]):
                    answers[attempt["person"], item["topic"], level].append((row, item))
        return answers

    def knowledge(self):
        """(agency, role, topic, level) -> people, assessed, masters, answered, right."""
        where = defaultdict(set)
        for person, agency, role, _, _ in self.asked:
            where[person] |= {(agency, role), (agency, "")}
        found = defaultdict(lambda: [0] * 5)
        for (person, topic, level), given in self._answers().items():
            right = sum(row["correct"] == "1" for row, _ in given)
            unsafe = any(i["safety_critical"] == "1" and r["correct"] == "0" for r, i in given)
            enough = len(given) >= 3
            master = enough and not unsafe and 10 * right >= 8 * len(given)
            for agency, role in where[person]:
                row = found[agency, role, topic, level]
                for place, more in enumerate((1, enough, master, len(given), right)):
                    row[place] += more
        return {key: tuple(row) for key, row in found.items()}
