"""The figures as a table on the terminal, and as Markdown and a chart in the documentation."""

import math
import os
import platform
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.chart import ratios
from bench.rows import Fact, PageCost, Results, Row
from bench.servers import ROOT

PAGE = ROOT / "docs" / "performance.md"
CHART = ROOT / "docs" / "pictures" / "performance.svg"
Lines = list[tuple[str, ...]]


def say(results: Results) -> None:
    """One table after another, in columns."""
    for title, lines in _tables(results):
        widths = [max(len(line[n]) for line in lines) for n in range(len(lines[0]))]
        sys.stdout.write(f"\n{title}\n")
        for line in lines:
            cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
            sys.stdout.write("  ".join(cells).rstrip() + "\n")
    sys.stdout.write(f"\n{_noise(results.rows)}\n")


def write(results: Results) -> None:
    """Put the figures between the page's markers, and draw the chart."""
    text = PAGE.read_text("utf-8")
    found = zip(NAMES, _tables(results), strict=True)
    tables = {name: _markdown(lines) for name, (_, lines) in found}
    for name, figures in (tables | {"machine": _machine(results.rows)}).items():
        text = put(text, name, figures)
    PAGE.write_text(text, "utf-8")
    CHART.parent.mkdir(exist_ok=True)
    CHART.write_text(ratios(results.rows), "utf-8")


def put(text: str, name: str, figures: str) -> str:
    """The page with new figures between two of its markers."""
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, opened, rest = text.partition(start)
    _, closed, after = rest.partition(end)
    if not opened or not closed:
        raise LookupError(f"{PAGE} has no place for {name}")
    return f"{before}{start}{figures}\n{end}{after}"


NAMES = ("against", "facts", "pages")


def _tables(results: Results) -> Iterable[tuple[str, Lines]]:
    if results.rows:
        yield "Against the limit", _against(results.rows)
    if results.facts:
        yield "Besides", _facts(results.facts)
    if results.pages:
        yield "Pages", _pages(results.pages)


def _against(rows: Sequence[Row]) -> Lines:
    head = (
        "what", "median", "p99", "a second", "server CPU", "limit: median", "a second",
        "server CPU", "ratio", "we allow", "kept",
    )  # fmt: skip
    lines: Lines = [head]
    for row in rows:
        ours, least = row.ours, row.limit
        lines.append(
            (
                row.what + (" (noisy)" if row.noisy else ""),
                _ms(ours.median_ms),
                _ms(ours.p99_ms),
                _rate(ours.per_second),
                _ms(ours.cpu_ms),
                _ms(least.median_ms),
                _rate(least.per_second),
                _ms(least.cpu_ms),
                f"{row.ratio:.1f} ×",
                "; ".join(part for part in (f"{row.most:g} ×", row.bar) if part),
                "yes" if row.kept else "no",
            )
        )
    return lines


def _facts(facts: Sequence[Fact]) -> Lines:
    return [
        ("what", "measured", "we allow", "kept"),
        *(
            (fact.what, fact.figure, fact.bar, ("yes" if fact.kept else "no") if fact.bar else "")
            for fact in facts
        ),
    ]


def _pages(pages: Sequence[PageCost]) -> Lines:
    return [
        ("page", "opened by", "statements", "HTML", "median", "server CPU"),
        *(
            (
                re.sub(r"[A-Za-z0-9_-]{20,}|[A-Z0-9]{4}(-[A-Z0-9]{4}){2}", "…", page.path),
                page.who,
                str(page.statements),
                f"{page.html_bytes / 1000:.1f} kB",
                _ms(page.median_ms),
                _ms(page.cpu_ms),
            )
            for page in pages
        ),
    ]


def _ms(value: float) -> str:
    if math.isnan(value):
        return ""
    if value >= 1000:
        return f"{value / 1000:.2f} s"
    return f"{value:.0f} ms" if value >= 100 else f"{value:.1f} ms"


def _rate(value: float) -> str:
    return "" if math.isnan(value) else f"{value:,.0f}"


def _markdown(lines: Lines) -> str:
    head, *rows = ["| " + " | ".join(map(_cell, line)) + " |" for line in lines]
    return "\n".join([head, "|" + " --- |" * len(lines[0]), *rows])


def _cell(words: str) -> str:
    return f"`{words}`" if words.startswith("/") else words


def _machine(rows: Sequence[Row]) -> str:
    when = datetime.now(UTC)
    return (
        f"Measured on {when.day} {when:%B %Y}: {os.cpu_count()} shared processors, "
        f"{_memory_gib():.0f} GiB, Linux, Python {platform.python_version()}, SQLite, two gunicorn "
        f"workers. {_noise(rows)}"
    )


def _memory_gib() -> float:
    first = Path("/proc/meminfo").read_text("utf-8").splitlines()[0]
    return int(first.split()[1]) / 1024 / 1024


def _noise(rows: Sequence[Row]) -> str:
    noisy = [row.what for row in rows if row.noisy]
    if not noisy:
        return "The limit's own runs lay within 30% of one another."
    return (
        "The machine was too noisy for these, where the limit's own runs lay more than 30% apart: "
        + "; ".join(noisy)
        + "."
    )
