"""Who comes first, standardised coverage and referrals (audit-method C3.9, C3.14, C3.17, C7, C13),
from rows of coverage and knowledge that were counted by hand."""

from collections import defaultdict
from math import ceil, sqrt
from random import Random

from scipy.stats import chi2

from tests.integration.audit.recounted.again import Again
from tests.integration.interop.recount import rows

K, DRAWS, TOP = 10, 1_000, 5
NOBODY = ("headcount", "none")


class Ranking:
    """``returned``: what each agency gave, by its name in the files."""

    def __init__(self, again: Again, returned):
        self.again, self.returned = again, returned
        self.coverage = again.coverage()
        self.knowledge = again.knowledge()
        self.areas = {row["agency"]: row["area"] for row in rows(again.folder, "agencies")}
        self.topics_of = defaultdict(set)
        for row in rows(again.folder, "items"):
            self.topics_of[row["module"]].add(row["topic"])
        self.referrals = Referrals(again)
        self.exposure = {row["role"]: float(row["exposure"]) for row in rows(again.folder, "roles")}

    def topics(self, agency):
        asked = {m for a, role, m in self.coverage if m and (not agency or a == agency)}
        return sorted(set().union(*(self.topics_of[module] for module in asked)))

    def masters(self, agency, topics):
        """Assessed and masters, summed over topics; of a blank agency over all of them."""
        found = [
            numbers
            for (a, role, topic, level), numbers in self.knowledge.items()
            if not role and not level and topic in topics and agency in ("", a)
        ]
        return sum(n[1] for n in found), sum(n[2] for n in found)

    def roles(self, agency):
        """Each role's people: the most that one module asks of it."""
        found = defaultdict(int)
        for (a, role, _), numbers in self.coverage.items():
            if role and a == agency:
                found[role] = max(found[role], numbers[0])
        return dict(found)

    def weight(self, agency):
        people = self.roles(agency)
        total = sum(people.values())
        return sum(self.exposure[role] * n for role, n in people.items()) / total

    def risk(self, agency):
        rate, of_all = self.referrals.rate(self.areas[agency]), self.referrals.rate("")
        if not self.areas[agency] or rate is None or not of_all:
            return 1.0
        return min(1.5, max(0.75, sqrt(rate / of_all)))

    def standing(self, agency):
        """C, the topics, assessed and masters a topic, and the partnership's mastery of them."""
        in_scope, in_date, *_ = self.coverage[agency, "", ""]
        topics = self.topics(agency)
        assessed, masters = (number / len(topics) for number in self.masters(agency, topics))
        all_assessed, all_masters = self.masters("", topics)
        return in_scope, in_date, assessed, masters, all_masters / all_assessed

    def scores(self):
        """{agency: C, M~, rho, U, w, g, V, I} of agencies that gave names."""
        found = {}
        for agency in self.named():
            in_scope, in_date, assessed, masters, prior = self.standing(agency)
            mastery = (masters + K * prior) / (assessed + K)
            ready = in_date / in_scope * mastery
            unready, w, g = in_scope * (1 - ready), self.weight(agency), self.risk(agency)
            found[agency] = {
                "coverage": 100 * in_date / in_scope, "mastery": 100 * mastery,
                "ready": 100 * ready, "unready": unready, "weight": w, "risk": g,
                "volume": unready * w * g, "intensity": 100 * (1 - ready) * w * g,
            }  # fmt: skip
        for name in ("volume", "intensity"):
            most = max(one[name] for one in found.values())
            for one in found.values():
                one[f"{name}_index"] = 100 * one[name] / most
        return found

    def named(self):
        return sorted(agency for agency, gave in self.returned.items() if gave not in NOBODY)

    def places(self, seed, scores):
        """{agency: rank, 5th and 95th percentile, draws in the top five}, by volume and by
        intensity: mastery from its posterior, w and g times a factor each."""
        drawn = {"volume": {}, "intensity": {}}
        for agency in self.named():
            in_scope, in_date, assessed, masters, prior = self.standing(agency)
            chance, coverage = Random(f"{seed}:{agency}"), in_date / in_scope
            both = []
            for _ in range(DRAWS):
                mastery = chance.betavariate(
                    masters + K * prior, assessed - masters + K * (1 - prior)
                )
                w = self.weight(agency) * chance.uniform(0.5, 1.5)
                g = self.risk(agency) * chance.uniform(0.5, 1.5)
                both.append((in_scope * (1 - coverage * mastery) * w * g,
                             (1 - coverage * mastery) * w * g))  # fmt: skip
            drawn["volume"][agency], drawn["intensity"][agency] = zip(*both, strict=True)
        return {
            name: _places({a: one[name] for a, one in scores.items()}, drawn[name])
            for name in drawn
        }

    def standardised(self):
        """{agency: coverage and direct in per cent, ratio} over all modules; nothing direct where
        a role has under ten people."""
        cells = defaultdict(lambda: [0, 0])
        for (agency, role, _), numbers in self.coverage.items():
            if role and agency in self.named() and numbers[0]:
                for place in ((agency, role), ("", role)):
                    cells[place][0] += numbers[0]
                    cells[place][1] += numbers[1]
        found = {}
        for agency in {a for a, _ in cells if a}:
            mine = {role: cell for (a, role), cell in cells.items() if a == agency}
            weights = {role: cells["", role][0] for role in mine}
            direct = sum(weights[role] * n / d for role, (d, n) in mine.items())
            expected = sum(
                d * cells["", role][1] / cells["", role][0] for role, (d, _) in mine.items()
            )
            in_scope, in_date, *_ = self.coverage[agency, "", ""]
            found[agency] = {
                "coverage": 100 * in_date / in_scope,
                "ratio": 100 * sum(n for _, n in mine.values()) / expected,
            }
            if min(self.roles(agency).values()) >= 10:
                found[agency]["direct"] = 100 * direct / sum(weights.values())
        return found


def _places(scores, drawn):
    agencies = sorted(scores)
    ranks = defaultdict(list)
    for each in zip(*(drawn[agency] for agency in agencies), strict=True):
        for rank, place in enumerate(sorted(range(len(each)), key=lambda i: -each[i]), 1):
            ranks[agencies[place]].append(rank)
    order = sorted(agencies, key=lambda agency: -scores[agency])
    return {
        agency: (
            order.index(agency) + 1,
            sorted(some)[ceil(0.05 * DRAWS) - 1],
            sorted(some)[ceil(0.95 * DRAWS) - 1],
            sum(rank <= TOP for rank in some),
        )
        for agency, some in ranks.items()
    }


class Referrals:
    """The twelve quarters that were over on the day; a blank area is all that have no gap."""

    def __init__(self, again: Again):
        last = again.on.year * 4 + (again.on.month - 1) // 3
        self.quarters = [f"{n // 4}-Q{n % 4 + 1}" for n in range(last - 11, last + 1)]
        self.cells = {
            (row["area"], row["quarter"], row["kind"]): int(row["number"])
            for row in rows(again.folder, "referrals")
            if row["quarter"] in self.quarters
        }
        every = {row["area"]: int(row["population"]) for row in rows(again.folder, "areas")}
        self.people = every
        self.whole = {
            area: people
            for area, people in every.items()
            if all((area, q, kind) in self.cells for q in self.quarters for kind in ("nrm", "dtn"))
        }

    def number(self, area):
        return sum(
            number
            for (a, _, _), number in self.cells.items()
            if a in self.whole and area in ("", a)
        )

    def population(self, area):
        return sum(self.whole.values()) if not area else self.whole[area]

    def rate(self, area):
        """None under five referrals, and where a quarter is missing."""
        if area and area not in self.whole or self.number(area) < 5:
            return None
        return 100_000 * self.number(area) / self.population(area)

    def figures(self, area):
        """Number, rate with Byar's limits; expected, O/E with exact Poisson limits."""
        o, people = self.number(area), self.population(area)
        rate = self.rate(area)
        low = o * (1 - 1 / (9 * o) - 1.96 / (3 * sqrt(o))) ** 3 if o else 0
        high = (o + 1) * (1 - 1 / (9 * (o + 1)) + 1.96 / (3 * sqrt(o + 1))) ** 3
        found = {"number": o, "population": people}
        if rate is not None:
            found |= {"rate": rate, "lower": 1e5 * low / people, "upper": 1e5 * high / people}
        if not area:
            return found
        expected = self.number("") * people / self.population("")
        found["expected"] = expected
        if expected >= 5:
            exact = (chi2.ppf(0.025, 2 * o) / 2 if o else 0, chi2.ppf(0.975, 2 * o + 2) / 2)
            found |= {"ratio": o / expected, "ratio_lower": exact[0] / expected,
                      "ratio_upper": exact[1] / expected}  # fmt: skip
        return found
