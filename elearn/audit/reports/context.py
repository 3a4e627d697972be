"""What agencies say of themselves, and the referrals of their areas, in a report."""

from collections import Counter
from collections.abc import Iterable

from elearn.audit.referred.context import context_of
from elearn.audit.referred.drawings import funnel_chart
from elearn.audit.referred.headline import CAUTIONS, NEVER_COUNTED
from elearn.audit.referred.pages import referrals_page
from elearn.audit.reports.given import Given, not_counted, said, text
from elearn.audit.returned.headline import returned_agencies, returns_headline
from elearn.audit.returned.pages import ABOUT, returns_title, shown_mean
from elearn.domain.assessment import THEMES, level_of
from elearn.gateways.documents import ReportChart, ReportSection, ReportTable

TITLE = "Self-assessment of agencies"


def returns_section(given: Given) -> ReportSection:
    """Themes after moderation, and where answers do not fit the records."""
    if given.is_public:
        return said(TITLE, "What agencies say of themselves is for the partnership.")
    if not given.counted("provision"):
        return said(TITLE, not_counted("returns"))
    head = returns_headline(given.shown)
    first = f"{returns_title(head, counted_here=True)}."
    if not head.returned:
        return said(TITLE, first)
    words = [first]
    if head.weakest is not None:
        words.append(
            f"{head.weakest.label} is the weakest theme, {shown_mean(head.mean)} of 3 on average "
            "after moderation."
        )
    return ReportSection(
        TITLE,
        paragraphs=(" ".join(words),),
        tables=(_themes(given), *_disagreements(given)),
    )


def _themes(given: Given) -> ReportTable:
    rows = []
    returned = returned_agencies(given.shown)
    for place, theme in enumerate(THEMES):
        means = [m for one in returned if (m := one.moderated[place].mean) is not None]
        mean = sum(means) / len(means) if means else None
        at = Counter(min(int(one), 3) for one in means)
        rows.append(
            (
                theme.label,
                shown_mean(mean),
                level_of(mean),
                *(str(at[level]) for level in (3, 2, 1, 0)),
            )
        )
    return ReportTable(
        "Self-assessment by theme, after moderation",
        ("Theme", "Mean of 3", "Level", "Mature", "Substantial", "Early", "First steps"),
        tuple(rows),
        numeric=(1, 3, 4, 5, 6),
        note="The last four columns count agencies.",
    )


def _disagreements(given: Given) -> Iterable[ReportTable]:
    found = Counter(row.found.key for row in given.shown.more.get("disagreement", ()))
    if found:
        yield ReportTable(
            "Answers that do not fit the records",
            ("About", "Agencies"),
            tuple((ABOUT[key], str(times)) for key, times in found.most_common()),
            numeric=(1,),
            note="Each is a question to ask, not a fault found.",
        )


def referrals_section(given: Given) -> ReportSection:
    """Rates with their limits, the funnel, and how areas read beside coverage."""
    title = "Referrals by area"
    found = context_of(given.shown)
    page = referrals_page(given.opened)
    if found is None:
        return said(title, NEVER_COUNTED)
    if page.empty:
        return said(title, page.empty)
    drawing = funnel_chart(found)
    chart = ReportChart(
        "Referrals recorded against those expected for the population",
        f"{page.when} Triangles lie outside the 95% limits. Inner band 95%, outer 99.8%.",
        svg=str(drawing.wide) if drawing else "",
        narrow=str(drawing.narrow) if drawing else "",
        alt=f"Funnel of areas. {page.title}.",
    )
    return ReportSection(
        title,
        paragraphs=(f"{page.title}. {page.lede}",),
        points=(CAUTIONS[1], CAUTIONS[0], CAUTIONS[2]),
        charts=(chart,) if drawing else (),
        tables=(
            ReportTable(
                "Rates of referral",
                (
                    "Area",
                    "People",
                    "Referrals",
                    "For each 100,000 people (95% limits)",
                    "Source of people",
                ),
                text(page.rates),
                numeric=(1, 2, 3),
                wide=(0, 4),
                note=page.note,
            ),  # fmt: skip
            ReportTable(
                "Coverage beside referrals",
                ("Area", "Coverage", "Recorded to expected", "Reading", "By chance?"),
                text(page.readings),
                wide=(0, 1, 4),
                note=_meanings(page.meanings),
            ),
        ),
    )


def _meanings(meanings: Iterable[tuple[str, str]]) -> str:
    return " ".join(f"{label}: {meaning}" for label, meaning in meanings)
