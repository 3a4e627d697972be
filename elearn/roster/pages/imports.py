"""The pages of one import: what its file would do, and what it did."""

from dataclasses import dataclass, field

from elearn.records.places import AgencyName
from elearn.roster.forms import ApplyForm
from elearn.roster.plan import Plan
from elearn.roster.queries import ImportRow
from elearn.web.imports import Figure, ShownLine, unusable_words


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What a file would do. ``failed`` says why it was not applied, if that was tried."""

    title: str
    agency: AgencyName
    number: int
    filename: str
    lede: str
    failed: str
    notices: tuple[str, ...]
    unknown_titles: str
    has_titles: bool
    figures: tuple[Figure, ...]
    lines: tuple[ShownLine, ...]
    new_teams: tuple[str, ...]
    button: str
    ask: str
    form: ApplyForm
    previous_href: str | None = None
    next_href: str | None = None
    errors: tuple[tuple[str, str], ...] = field(default=())


def preview_title(plan: Plan) -> str:
    """The answer to what the file would do."""
    acts, wrong = len(plan.acts), plan.counts["error"]
    if acts:
        return f"This file would make {acts:,} {'change' if acts == 1 else 'changes'}"
    if wrong:
        return f"None of the {'line' if wrong == 1 else 'lines'} that differ can be used"
    return "Nothing to change: everybody is as the file says"


def preview_lede(plan: Plan) -> str:
    """That nothing was done yet, and how many lines cannot be."""
    if plan.titles.unknown:
        return "Nothing has been changed yet. First say which role each job title is."
    return unusable_words(plan.counts["error"])


def unknown_titles(plan: Plan) -> str:
    """How many job titles nobody gave a role yet; empty where there are none."""
    titles = plan.titles.unknown
    if not titles:
        return ""
    lines = sum(one.lines for one in titles)
    of = f"{lines:,} {'line' if lines == 1 else 'lines'}"
    if len(titles) == 1:
        return f"1 job title in {of} is no role that we know."
    most = "More than " if plan.titles.more else ""
    return f"{most}{len(titles)} job titles in {of} are no roles that we know."


def apply_button(plan: Plan) -> str:
    """What the button says; empty where there is nothing good to apply."""
    acts = len(plan.acts)
    if acts:
        return f"Apply {acts:,} {'change' if acts == 1 else 'changes'}"
    return "" if plan.counts["error"] else "Confirm that the list is up to date"


def ask_about_leavers(plan: Plan) -> str:
    """What has to be ticked where many people are missing; empty where nothing has to be."""
    if not plan.needs_confirmation:
        return ""
    return f"Yes, these {plan.missing:,} of {plan.present:,} people have really left"


def done_words(one: ImportRow) -> str:
    """What an import did, in the words of the heading."""
    done = sum(one.counts[fate] for fate in ("new", "changed", "left"))
    if not done:
        return "The list is up to date"
    return f"{done:,} {'change was' if done == 1 else 'changes were'} applied"
