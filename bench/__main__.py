"""``bin/bench``: measures everything, or what ``--only`` names, and prints one table."""

import argparse
import sys
import tempfile
from pathlib import Path

from bench.cases import (
    Bench,
    Case,
    audit,
    dashboard,
    documents,
    large,
    pages,
    quiz,
    roster,
    screens,
    start,
    weight,
)
from bench.instance import seeded
from bench.report import say, write
from bench.rows import Fact, Results
from bench.servers import ServerError

CASES: dict[str, Case] = {
    "screens": screens.run,
    "quiz": quiz.run,
    "start": start.run,
    "weight": weight.run,
    "pages": pages.run,
    "audit": audit.run,
    "large": large.run,
    "documents": documents.run,
    "roster": roster.run,
    "dashboard": dashboard.run,
}


def main() -> int:
    """0 when every page keeps to its statements, 1 when one does not, 2 when nothing was measured.

    Times never decide: a busy machine is no fault of the product.
    """
    options = _options()
    with tempfile.TemporaryDirectory(prefix="elearn-bench-") as name:
        folder = Path(name)
        try:
            results = _measure(folder, options)
        except ServerError as error:
            sys.stderr.write(f"{error}\n")
            return 2
    say(results)
    if not options.only and not options.quick:
        write(results)
    return 0 if all(page.statements <= pages.MOST_STATEMENTS for page in results.pages) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--only", choices=sorted(CASES), action="append", help="measure this alone")
    parser.add_argument("--quick", action="store_true", help="one short run; writes nothing down")
    return parser.parse_args()


def _measure(folder: Path, options: argparse.Namespace) -> Results:
    sys.stderr.write("Making the demonstration partnership ...\n")
    base, seconds = seeded(folder / "base")
    quick = options.quick
    bench = Bench(
        base, folder, runs=1 if quick else 3, seconds=2 if quick else 6, cycles=48 if quick else 160
    )
    results = Results()
    for name, case in CASES.items():
        if not options.only or name in options.only:
            sys.stderr.write(f"Measuring: {name} ...\n")
            results += case(bench)
    made = Fact("Demonstration made from nothing", f"{seconds:.0f} s", "", kept=True)
    return results if options.only else results + Results(facts=(made,))


if __name__ == "__main__":
    sys.exit(main())
