"""One day counted again from the exported files: who is asked what, and what each of them holds."""

from collections import defaultdict
from datetime import date, timedelta

from tests.integration.interop.recount import Recount, covers, day, months_later, rows


class Again(Recount):
    """The day, with the postings behind who counts. ``tables`` are rows that no file holds."""

    def __init__(self, folder, on, tables):
        super().__init__(folder, on)
        self.tables = tables
        self.posts = rows(folder, "postings")
        self.strictest = {}
        for person, agency, _, module, months in self.asked:
            key = person, agency, module
            self.strictest[key] = min(months or 9999, self.strictest.get(key, 9999))

    def ends(self, person, module, months):
        """The day on which what somebody did runs out; None of what was never done."""
        done = self.done.get((person, module))
        if done is None:
            return None
        return months_later(done, months) if months and months < 9999 else date.max

    def is_ready(self, key):
        """Whether a person counts in an agency for a module, and is in date with it."""
        person, _, module = key
        ends = self.ends(person, module, self.strictest[key]) if key in self.strictest else None
        return ends is not None and ends > self.on

    def ready(self):
        return {key for key in self.strictest if self.is_ready(key)}

    def counting_posts(self, person, agency, module, *, past_grace=True):
        """The postings by which somebody is asked for a module, or will be after their grace."""
        return [
            post
            for post in self.posts
            if (post["person"], post["agency"]) == (person, agency)
            and covers(post, self.on)
            and person not in self.away
            and (rule := self._rule(agency, post["role"], module)) is not None
            and rule["need"] == "R"
            and module in self.modules
            and (not past_grace or not self.in_grace(post, rule))
        ]

    def in_grace(self, post, rule):
        return self.on < day(post["start"]) + timedelta(days=int(rule["grace_days"]))


def table(pairs):
    """``{key: number}`` summed over keys that come more than once."""
    found = defaultdict(int)
    for key, number in pairs:
        found[key] += number
    return dict(found)
