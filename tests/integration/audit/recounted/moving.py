"""Flows between two days, when things run out, and minimum cover (audit-method C13)."""

from collections import defaultdict
from datetime import date

from tests.integration.audit.recounted.again import Again, table
from tests.integration.interop.recount import covers, day, rows

UPS = ("trained", "renewed", "joined", "moved", "rule", "late")
DOWNS = ("lapsed", "left")


def done_on(again, key):
    return again.done.get((key[0], key[2]))


def cause(spring: Again, autumn: Again, key):
    """``(flow, sign)`` pairs of one person's module in one agency."""
    was, now = spring.is_ready(key), autumn.is_ready(key)
    counted, counts = key in spring.strictest, key in autumn.strictest
    if was and counts:
        return _stayed(spring, autumn, key, now)
    if was:
        goes_on = [
            post
            for post in spring.counting_posts(*key)
            if covers(post, autumn.on) and key[0] not in autumn.away
        ]
        return [("rule", -1)] if goes_on else [("left", 1)]
    if not now:
        return []
    trained = done_on(autumn, key) > spring.on
    if counted:
        return [("trained", 1)] if trained else [("rule", 1)]
    posts = autumn.counting_posts(*key)
    began = min(day(post["start"]) for post in posts)
    if trained and done_on(autumn, key) >= began:
        return [("trained", 1)]
    there = [
        post
        for post in posts
        if covers(post, spring.on)
        and key[0] not in spring.away
        and not _in_grace(spring, post, key)
    ]
    return [("rule", 1)] if there else [("joined", 1)]


def _in_grace(spring, post, key):
    rule = spring._rule(key[1], post["role"], key[2])
    return rule is not None and rule["need"] == "R" and spring.in_grace(post, rule)


def _stayed(spring, autumn, key, now):
    """Of somebody in date who counts on both days."""
    person, _, module = key
    before, after = done_on(spring, key), done_on(autumn, key)
    if now:
        refresher = autumn.strictest[key]
        gone = spring.ends(person, module, refresher) <= autumn.on
        return [("renewed", 1), ("lapsed", 1)] if after > before and gone else []
    if spring.ends(person, module, spring.strictest[key]) <= autumn.on:
        return [("lapsed", 1)]
    return [("rule", -1)] if after and after >= before else []


def flows(spring: Again, autumn: Again, before, after):
    """``{(agency, module): {flow: people}}`` with all that blank ones stand for. ``before`` and
    ``after`` are the frozen numbers in date: what they do not agree with came late."""
    by_person = defaultdict(dict)
    for key in sorted({*spring.strictest, *autumn.strictest}):
        by_person[key[0], key[2]][key[1]] = cause(spring, autumn, key)
    found = defaultdict(lambda: defaultdict(int))
    for (_, module), causes in by_person.items():
        for agency, steps in _moved(causes).items():
            for flow, sign in steps:
                for place in {(agency, module), (agency, ""), ("", module), ("", "")}:
                    found[place][flow] += sign
    for place in {*before, *after}:
        known = found[place]
        explained = sum(known[name] for name in UPS) - sum(known[name] for name in DOWNS)
        known["late"] = after.get(place, 0) - before.get(place, 0) - explained
    return found


def _moved(causes):
    """Who left here and joined there moved: as many out as in, the first by name."""
    left = [agency for agency in sorted(causes) if causes[agency] == [("left", 1)]]
    joined = [agency for agency in sorted(causes) if causes[agency] == [("joined", 1)]]
    pairs = min(len(left), len(joined))
    out = dict.fromkeys(left[:pairs], [("moved", -1)])
    return causes | out | dict.fromkeys(joined[:pairs], [("moved", 1)])


def quarter(on: date):
    return f"{on.year}-Q{(on.month + 2) // 3}"


def ahead(autumn: Again):
    """``{(module, quarter): (people, most of one agency)}`` of eight quarters; blank: later."""
    first = autumn.on.year * 4 + (autumn.on.month - 1) // 3
    looked = [f"{n // 4}-Q{n % 4 + 1}" for n in range(first, first + 8)]
    ends = []
    for person, agency, module in autumn.ready():
        end = quarter(autumn.ends(person, module, autumn.strictest[person, agency, module]))
        ends.append(((module, end if end in looked else "", agency), 1))
    by_agency = table(ends)
    found = {}
    for module in {key[2] for key in autumn.strictest}:
        for name in (*looked, ""):
            here = [n for (m, q, _), n in by_agency.items() if (m, q) == (module, name)]
            found[module, name] = (sum(here), max(here, default=0))
    return found


def minimum_cover(autumn: Again):
    """``{(agency, team, module, level): (in date, the day it breaks)}``."""
    levels = {}
    for row in rows(autumn.folder, "modules"):
        if row["module"] in autumn.modules:
            levels[row["module"]] = row["level"]
    found = {}
    for rule in rows(autumn.folder, "cover_rules"):
        if not covers(rule, autumn.on):
            continue
        wanted = [rule["module"]] if rule["module"] else [
            module for module, level in levels.items() if level == rule["level"]
        ]  # fmt: skip
        ends = sorted(_ends_in_team(autumn, rule, wanted))
        spare = len(ends) - int(rule["needed"])
        until = ends[spare] if spare >= 0 else None
        place = (rule["agency"], rule["team"], rule["module"], rule["level"])
        found[place] = (len(ends), None if until == date.max else until)
    return found


def _ends_in_team(autumn, rule, wanted):
    """The day on which each person of the team who is in date stops being so."""
    for person in {post["person"] for post in autumn.posts if post["team"] == rule["team"]}:
        ends = []
        for module in wanted:
            posts = [
                post
                for post in autumn.counting_posts(person, rule["agency"], module, past_grace=False)
                if post["team"] == rule["team"]
            ]
            if not posts:
                continue
            months = [
                int(autumn._rule(post["agency"], post["role"], module)["refresh_months"] or 0)
                or autumn.modules[module]
                for post in posts
            ]
            ends.append(autumn.ends(person, module, min(one or 9999 for one in months)))
        if ends and all(end is not None and end > autumn.on for end in ends):
            yield min(ends)
