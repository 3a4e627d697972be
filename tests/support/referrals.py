"""Referral totals, entered and brought in as the product's own actions do it."""

from datetime import UTC, datetime

from elearn.domain.quarters import moved, quarter_of
from elearn.referrals.actions.imports import keep
from elearn.referrals.actions.totals import Total, save
from elearn.referrals.by import By


def referral_values(make, person, called: str) -> dict[str, dict[str, object]]:
    """A quarter with a number that was corrected, and a file that was looked at."""
    now = datetime.now(UTC)
    by, area = By(person.id, now), make.area(called or "The Isles")
    last = moved(quarter_of(now.date()), -1)
    for number in (7, 9):
        save(make.session, totals=[Total(area.id, last, "nrm", number)], by=by)
    content = f"area,quarter,kind,number\n{area.slug},{last},dtn,5\n".encode()
    brought = keep(make.session, filename=called or "quarter.csv", content=content, lines=1, by=by)
    make.session.commit()
    one = {"number": brought}
    pages = ("one", "lines", "apply", "undo")
    return {f"referrals.{page}": one for page in pages} | {
        "referrals.quarter": {"quarter": last.lower()},
        "referrals.population": {"area": area.slug},
    }
