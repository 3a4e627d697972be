"""docs/reading-age.md, which a command makes, says what the modules are like now."""

from datetime import date
from pathlib import Path

from elearn.content.reading_ages import LIMITS, table
from elearn.content.review import review

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 22)


def test_the_page_of_reading_ages_is_up_to_date_and_nothing_is_over_its_limit():
    found = review(ROOT / "modules", today=TODAY)
    ages = [figures.ages for figures in found.figures if figures.ages]
    made = table(ages)
    assert (ROOT / "docs" / "reading-age.md").read_text("utf-8") == made, (
        "run: flask modules reading-age -o docs/reading-age.md"
    )
    assert [page for one in ages for page in one.over] == []
    assert {one.limit for one in ages} == set(LIMITS.values())
    assert [str(one) for one in found.warnings] == []
