"""A certificate and an audit's report as PDF, through the server; the certificate beside typst."""

import statistics
import time
from collections.abc import Callable

import typst

from bench.cases import Bench
from bench.forms import Browser, expect
from bench.instance import add_learners, cookie, session_of
from bench.load import NOISY, Load, percentile, spread
from bench.places import people, places
from bench.rows import Fact, Results, Row
from elearn.web.assets import STATIC_FOLDER

TURNS = 40
REPORTS = 3
PDF = "application/pdf"
BARE = b"""#set page(width: 297mm, height: 210mm, margin: 20mm)
#align(center)[#text(36pt)[Certificate] \\ #text(24pt)[Somebody's Name] \\ has passed a module.]
"""


def run(bench: Bench) -> Results:
    """The demonstration learner's certificate and the latest audit's report."""
    own = bench.base.copy("documents")
    with session_of(own) as (app, session):
        found = places(session, add_learners(session, 1))
        somebody = {one.name: one.secret for one in people(session)}
        session.commit()
        name = app.config["SESSION_COOKIE_NAME"]
        with own.served() as product:

            def fetch(who: str, path: str) -> Callable[[], None]:
                value = cookie(app, somebody[who]).partition("=")[2]
                browser = Browser(product.port, {name: value})

                def act() -> None:
                    if expect(browser.get(path), 200, path).content_type != PDF:
                        raise TypeError(f"{path} is no PDF")

                return act

            certificate = fetch("learner", f"/certificates/{found['code']}.pdf")
            report = fetch("coordinator", f"/audits/{found['audit']}/report.pdf")
            pairs = _in_turn(_bare(), certificate)
            reports = [_milliseconds(report) for _ in range(REPORTS)]
    return Results(rows=(_certificate(pairs),), facts=(_report(reports),))


def _bare() -> Callable[[], None]:
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(STATIC_FOLDER)])

    def act() -> None:
        typst.Compiler(BARE, font_paths=fonts).compile(format="pdf")

    return act


def _in_turn(least: Callable[[], None], mine: Callable[[], None]) -> list[tuple[float, float]]:
    """Milliseconds of both, in turn, after one of each that is not counted."""
    least()
    mine()
    return [(_milliseconds(least), _milliseconds(mine)) for _ in range(TURNS)]


def _milliseconds(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _certificate(pairs: list[tuple[float, float]]) -> Row:
    least, ours = [one for one, _ in pairs], [one for _, one in pairs]
    ratio = statistics.median(ours) / statistics.median(least)
    thirds = [statistics.median(least[n::3]) for n in range(3)]
    return Row(
        key="certificate",
        what="Certificate as PDF, through the server",
        ours=Load(statistics.median(ours), percentile(ours, 0.99)),
        limit=Load(statistics.median(least), percentile(least, 0.99)),
        ratio=ratio,
        most=4,
        bar="15 ms",
        kept=statistics.median(ours) <= 15,
        noisy=spread(thirds) > NOISY,
    )


def _report(took: list[float]) -> Fact:
    median = statistics.median(took)
    return Fact("Audit report as PDF", f"{median / 1000:.2f} s", "1.5 s", median <= 1500)
