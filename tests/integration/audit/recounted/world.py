"""A small partnership with everything that makes counting hard, and its editions of two days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from elearn.audit.actions import freeze
from elearn.models import MinimumCover, Referral, ReferralKind, Revocation
from tests.integration.audit.conftest import Partnership, Quickly
from tests.integration.audit.recounted.answering import Answering
from tests.integration.audit.recounted.beside import actions_of, returns_of
from tests.integration.audit.recounted.voices import voices_of
from tests.support.document import small_document, small_item
from tests.support.make import LONG_AGO, Make

SPRING, AUTUMN = date(2026, 3, 31), date(2026, 9, 30)
CHANGED = date(2026, 6, 1)  # the matrix asks for more from here on
QUARTERS = [f"{2023 + n // 4}-Q{n % 4 + 1}" for n in range(3, 15)]


@dataclass
class World:
    """Everything a builder of a part needs. ``first`` and ``second`` are numbers of editions."""

    make: Any
    draw: Random
    agencies: dict[str, Any]
    roles: dict[str, Any]
    modules: dict[str, Any]
    team: Any = None
    first: int = 0
    second: int = 0

    def rule(self, role, module, **facts):
        self.make.requirement(self.roles[role], self.modules[module], **facts)


def build(make: Make) -> World:
    quick = Quickly(make.session)
    world = World(quick, Random(6), *_places(quick))
    _matrix(world)
    _people(world)
    _referrals(world)
    returns_of(world)
    _cover(world)
    Answering(world).everybody()
    voices_of(world)
    make.session.commit()
    world.first = _frozen(world, "Spring", SPRING)
    actions_of(world, datetime(2026, 5, 4, 9, tzinfo=UTC))
    _late(world)
    make.session.commit()
    world.second = _frozen(world, "Autumn", AUTUMN)
    make.session.commit()
    return world


def _frozen(world, name, on):
    at = datetime(on.year, on.month, on.day, 23, tzinfo=UTC) + timedelta(days=1)
    return freeze(world.make.session, name=name, as_of=on, now=at, by=None).id


def _places(make):
    areas = {
        name: make.area(name, people)
        for name, people in (
            ("north", 248_900), ("isle", 140_400), ("port", 208_100), ("new", 90_000),
        )
    }  # fmt: skip
    agencies = {
        name: make.agency(name.capitalize(), area=areas[area])
        for name, area in (
            ("council", "north"), ("trust", "port"), ("charity", "isle"), ("quay", "new"),
            ("silent", "isle"),
        )
    }  # fmt: skip
    agencies["police"] = make.agency("Police", area_id=None)
    wards = {f"ward {place}": make.agency(f"Ward {place}", area_id=None) for place in range(6)}
    roles = {
        "handler": make.role("H1", exposure=1.0),
        "decider": make.role("D1", exposure=1.5),
        "clerk": make.role("K1", exposure=0.5),
        "driver": make.role("V1", exposure=0.5),  # of whom nothing is asked
    }
    return agencies | wards, roles, {"one": make.module("one", code="Z01"), **_written(make)}


def _written(make):
    """Two modules about topics of safety; the last is of level C and begins in between."""
    found = {}
    for name, code, topics, facts in (
        ("two", "Z02", ("T5", "T6"), {"refresh_months": 12}),
        ("three", "Z03", ("T8",), {"level": "C", "published_on": date(2026, 4, 15)}),
    ):
        items = tuple(small_item(code, n, topic=topic) for topic in topics for n in range(1, 7))
        found[name] = make.module(
            name, code=code, document=small_document(name, code, name, items=items), **facts
        )
    return found


def _matrix(world):
    world.rule("handler", "one")
    world.rule("handler", "two", grace_days=60, refresh_months=12, end=CHANGED)
    world.rule("handler", "two", grace_days=60, refresh_months=6, start=CHANGED)
    world.rule("handler", "one", agency=world.agencies["charity"], refresh_months=18)
    world.rule("decider", "one", refresh_months=12)
    world.rule("decider", "three")
    world.rule("clerk", "one", refresh_months=36, end=CHANGED)
    world.rule("clerk", "two", agency=world.agencies["trust"], refresh_months=None)


def _people(world):
    make = world.make
    here = [world.agencies[name] for name in ("council", "trust", "charity", "police")]
    world.team = make.team(here[0], "MASH", is_mash=True)
    for place in range(90):
        _somebody(world, here[: 2 + place % 3])
    for place in range(36):  # enough in each role for the direct figure
        person = make.worker(here[0], list(world.roles.values())[place % 3])
        if place % 5 > 1:
            make.completion(person, world.modules["one"], date(2026, 1, 1 + place % 9))
    for place in range(24):  # six more agencies, so that a place in the top five can be lost
        person = make.worker(world.agencies[f"ward {place % 6}"], world.roles["decider"])
        if place % 7 > place % 6:
            make.completion(person, world.modules["one"], date(2026, 4, 1))
    for one, other in ((0, 1), (1, 3), (1, 0)):
        _moved(world, here[one], here[other])
    for agency in here:
        p = Partnership(make, agency, world.roles["handler"], world.modules["one"])
        p.roster_on(date(2026, 3, 20))
        p.roster_on(date(2026, 9, 1))
    p.headcount(world.agencies["quay"], 40, date(2026, 3, 1))


def _somebody(world, agencies):
    """One or two posts, up to two completions of each module, and perhaps a long absence."""
    make, draw = world.make, world.draw
    person = make.person()
    for place in range(draw.choice((1, 1, 1, 2))):
        agency, start = draw.choice(agencies), draw.choice((LONG_AGO, LONG_AGO, _day(draw)))
        start += timedelta(days=place)
        (role,), end = draw.choices(list(world.roles.values()), (8, 3, 3, 1)), _end(draw)
        in_team = agency is agencies[0] and draw.random() < 0.4
        make.posting(
            person, agency, role, team=world.team if in_team else None, start=start,
            end=end if end and end > start else None,
        )  # fmt: skip
    for module in world.modules.values():
        for _ in range(draw.choice((0, 1, 1, 2))):
            _done(world, person, module, min(AUTUMN, _day(draw)))
    if draw.random() < 0.15:
        make.absence(person, draw.choice((date(2025, 11, 1), date(2026, 5, 1))), _end(draw))


def _moved(world, here, there):
    """Somebody in date who left one agency for another."""
    person = world.make.person()
    for agency, days in ((here, {"end": date(2026, 6, 2)}), (there, {"start": date(2026, 6, 2)})):
        world.make.posting(person, agency, world.roles["handler"], **{"start": LONG_AGO} | days)
    world.make.completion(person, world.modules["one"], date(2025, 12, 1))


def _done(world, person, module, day):
    done = world.make.completion(person, module, day)
    if world.draw.random() < 0.1:
        world.make._add(
            Revocation(
                completion_id=done.id, recorded_at=done.recorded_at, reason="No proof.",
                revoked_on=world.draw.choice((date(2026, 2, 1), SPRING, date(2026, 7, 1), AUTUMN)),
            )
        )  # fmt: skip


def _day(draw):
    return date(2024, 3, 1) + timedelta(days=draw.randint(0, (AUTUMN - date(2024, 3, 1)).days))


def _end(draw):
    return draw.choice((None, None, None, _day(draw)))


def _referrals(world):
    """Every quarter of three areas, and a gap in that of the fourth."""
    wanted = {"council": (5, 1), "trust": (2, 2), "charity": (0, 0), "quay": (3, 1)}
    for name, least in wanted.items():
        area = world.agencies[name].area_id
        for place, quarter in enumerate([*QUARTERS, "2023-Q3", "2026-Q4"]):
            if name == "quay" and place > 7:
                continue
            for kind, number in zip(ReferralKind, least, strict=True):
                number += world.draw.randint(0, 2) if number else place == 2
                world.make._add(Referral(area_id=area, quarter=quarter, kind=kind, number=number))


def _cover(world):
    for module, level, number in (("one", "", 2), ("two", "", 30), ("", "A", 3), ("", "C", 1)):
        world.make._add(
            MinimumCover(
                team_id=world.team.id, level=level, number=number, start=date(2026, 1, 5),
                module_id=world.modules[module].id if module else None, end=None, why="",
                created_at=datetime(2026, 1, 5, 9, tzinfo=UTC), created_by_id=None,
            )
        )  # fmt: skip


def _late(world):
    """What comes to be known after the first edition, of days before it."""
    for _ in range(3):
        person = world.make.worker(world.agencies["council"], world.roles["handler"])
        world.make.completion(person, world.modules["one"], date(2025, 10, 1))
