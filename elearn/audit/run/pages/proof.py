"""What an edition rests on and whether it still holds: seal, lineage, late facts, counted again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elearn.audit.editions import Opened
from elearn.audit.queries.editions import Edition
from elearn.audit.queries.late import Late
from elearn.audit.run.facts import Job, Run
from elearn.audit.run.words import STATES, listed, named
from elearn.audit.why import recorded
from elearn.audit.words import counted
from elearn.domain.dates import uk_date, uk_moment

STEPS = (
    "Waiting for its turn",
    "Counting who is in date and what people know",
    "Writing the edition",
)


@dataclass(frozen=True, slots=True)
class ProofPage:
    """``late`` is what was recorded since and bears on the census day. ``again`` are the rows that
    counting again gives otherwise, as it was last done."""

    title: str
    edition: Edition
    sealed: bool
    caption: str
    state: tuple[str, str]
    facts: tuple[Any, ...]
    scope: tuple[tuple[str, str], ...]
    late: tuple[str, ...]
    job: Job | None
    counting: str
    verdict: str
    lines: tuple[str, ...]
    more: str
    reasons: tuple[str, ...]
    may_publish: bool
    may_restate: bool
    successor: str
    no_worker: bool


def proof_page(
    opened: Opened,
    run: Run,
    *,
    late: Late,
    job: Job | None,
    href: Callable[[int], str],
    no_worker: bool,
) -> ProofPage:
    """The page of an edition's proof. ``href`` leads to an audit by its number."""
    edition = opened.edition
    found = (job.found or {}) if job else {}
    since = tuple(recorded(late))
    frozen = edition.state in ("frozen", "published")
    return ProofPage(
        title=_title(opened, since),
        edition=edition,
        sealed=opened.sealed,
        caption=f"Training audit: {edition.name}",
        state=STATES[edition.state],
        facts=tuple(_facts(opened, run, href)),
        scope=() if edition.scope.is_whole else tuple(named(edition.scope, _names(opened))),
        late=since,
        job=job,
        counting=counting(job) if job and job.is_running else "",
        verdict=_verdict(job),
        lines=tuple(found.get("lines", ())),
        more=_more(found),
        reasons=tuple(found.get("reasons", ())),
        may_publish=edition.state == "frozen",
        may_restate=frozen and run.successor is None,
        successor=href(run.successor) if run.successor else "",
        no_worker=no_worker,
    )


def counting(job: Job) -> str:
    """How far work in the background is, in words."""
    if job.state == "queued":
        return STEPS[0]
    return STEPS[2] if job.done >= 2 else STEPS[1]


def _title(opened: Opened, since: Sequence[str]) -> str:
    if not opened.sealed:
        return "The seal is broken: do not use these figures"
    if since:
        return "The seal holds, and facts came in after freezing"
    return "The seal holds, and nothing came in after freezing"


def _facts(opened: Opened, run: Run, href: Callable[[int], str]) -> list[Any]:
    edition, kept = opened.edition, opened.edition.manifest
    opener = f" by {run.opened_by}" if run.opened_by else ""
    parts: list[Any] = [
        ("Census date", uk_date(edition.as_of)),
        ("Opened", f"{uk_moment(run.opened_at)}{opener}"),
        ("Agencies asked", uk_moment(run.collecting_since) if run.collecting_since else "none"),
        *_signatures(kept, opened),
        ("Frozen", uk_moment(edition.frozen_at)),
        ("Published", uk_moment(run.published_at) if run.published_at else "not yet"),
        ("Edition", str(kept.get("edition", 1))),
    ]
    if run.restates_id:
        words = {"key": "Restates", "value": run.cause}
        parts.append({**words, "href": href(run.restates_id), "action": "See it"})
    if edition.restated_by:
        words = {"key": "Restated by", "value": f"edition number {edition.restated_by}"}
        parts.append({**words, "href": href(edition.restated_by), "action": "See it"})
    parts.append(("Seal (SHA-256)", edition.digest))
    return [*parts, ("Seal checked", uk_moment(opened.checked_at))]


def _signatures(kept: Mapping[str, Any], opened: Opened) -> list[tuple[str, str]]:
    """Who had not signed when it was frozen, where agencies were asked."""
    if "asked" not in kept:
        return []
    names = {one.agency: one.name for one in opened.shown.agencies}
    missing = [names.get(slug, slug) for slug in kept["asked"] if slug not in kept["signed"]]
    said = f"{len(kept['signed'])} of {counted(len(kept['asked']), 'agency', 'agencies')}"
    return [("Signed", f"{said}. Not signed: {listed(missing)}" if missing else said)]


def _names(opened: Opened) -> dict[str, dict[str, str]]:
    edition, agencies = opened.edition, opened.shown.agencies
    return {
        "agencies": {one.agency: one.name for one in agencies},
        "areas": {one.area: one.area_name for one in agencies},
        "roles": {code: edition.role(code) for code in edition.roles},
        "modules": {module.slug: edition.module(module.slug) for module in edition.modules},
    }


def _verdict(job: Job | None) -> str:
    if job is None or job.found is None or job.ended_at is None:
        return ""
    on = uk_moment(job.ended_at)
    rows = job.found["rows"]
    if not rows:
        return f"Counted again on {on}: the same figures."
    verb = "differs" if rows == 1 else "differ"
    return f"Counted again on {on}: {counted(rows, 'row', 'rows')} {verb}."


def _more(found: Mapping[str, Any]) -> str:
    rest = found.get("rows", 0) - len(found.get("lines", ()))
    return f"And {counted(rest, 'row', 'rows')} more." if rest > 0 else ""
