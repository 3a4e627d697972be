"""The annual report to the Board: delivery by objective, results, risks, asks (C11)."""

from collections.abc import Iterable

from elearn.audit.board.printed import means_section, reach_section
from elearn.audit.changed.pages import changes_page
from elearn.audit.drawings import topic_rows
from elearn.audit.findings import confidently_wrong, sure_but_wrong, topics
from elearn.audit.referred.context import context_of
from elearn.audit.referred.headline import headline as referral_headline
from elearn.audit.referred.headline import period_words
from elearn.audit.reports.given import Given, lines, under_the_line
from elearn.audit.reports.plan import plan_words, recommendations
from elearn.audit.reports.quarterly import finished
from elearn.audit.reports.steering import figure
from elearn.audit.words import counted, number, per_cent
from elearn.domain.coverage import Band
from elearn.domain.dates import uk_date
from elearn.gateways.documents import ReportChart, ReportFacts, ReportSection, ReportTable

VISION = (
    "Vision: a place that supports victims and gives those who exploit people no room. The year: "
)
MOST_NEXT = 5


def annual(given: Given) -> ReportFacts:
    """Two to four pages for people who do not work with the figures."""
    page, edition = given.page, given.edition
    return ReportFacts(
        title="Annual report on training",
        partnership=given.partnership,
        edition=edition.name,
        census=edition.as_of,
        headline=f"{page.title}.",
        figures=(
            figure(page.stats[0]),
            finished(given.beside.year, "Completions in the year"),
            *(figure(stat) for stat in page.stats[1:3]),
        ),
        sections=(
            ReportSection("The year in a line", paragraphs=(VISION + " ".join(_line(given)),)),
            _delivery(given),
            _result(given),
            reach_section(given),
            means_section(given),
            _risks(given),
            _asks(given),
            _next(given),
            _lines(given),
        ),
        marking=given.marking,
        publication=given.publication,
        compact=True,
    )


def _line(given: Given) -> Iterable[str]:
    stat = given.page.stats[0]
    yield f"coverage stands at {stat['figure']} ({stat['word'] if stat.get('word') else 'known'})."
    if stat.get("note"):
        yield f"{stat['note']}."
    done = given.beside.year
    if done and done.people is not None:
        yield f"{number(done.people)} people finished training."


def _delivery(given: Given) -> ReportSection:
    whole = given.shown.whole
    band = whole.band.label if whole and whole.band else Band.UNKNOWN.label
    rows = (
        ("SO1 Prepare: work in partnership", "Not rated here", _partners(given)),
        ("SO2 Prevent: raise awareness", band, _prevent(given)),
        ("SO3 Protect: identify and support victims", "Not rated here", _protect(given)),
        ("SO4 Pursue: collate referrals by area", "Not rated here", _pursue(given)),
    )
    return ReportSection(
        "Delivery by strategic objective",
        tables=(
            ReportTable(
                "What the record of training holds for each objective",
                ("Objective", "Rating", "What the record holds"),
                rows,
                wide=(2,),
                note=(
                    "Only SO2 is rated: the record is of training. What else was done for the "
                    "other objectives is for their sub-groups to report."
                ),
            ),
        ),
    )


def _partners(given: Given) -> str:
    agencies = given.shown.agencies
    returned = sum(one.returned != "none" for one in agencies)
    said = f"{returned} of {counted(len(agencies), 'agency', 'agencies')} gave people or headcounts"
    signed = {row.agency for row in given.shown.more.get("return", ())}
    return f"{said}; {len(signed)} signed a self-assessment." if signed else f"{said}."


def _prevent(given: Given) -> str:
    whole = given.shown.whole
    modules = counted(len(given.edition.modules), "module")
    if whole is None or whole.in_date is None:
        return f"{modules} published."
    return (
        f"{number(whole.in_date)} of {number(whole.in_scope)} required trainings in date "
        f"({per_cent(whole.percent)}); {modules} published."
    )


def _protect(given: Given) -> str:
    """Minimum cover of teams, and how the module for first responders stands."""
    rules = given.shown.more.get("cover", ())
    said = []
    if rules:
        met = sum(row.is_met for row in rules)
        said.append(f"{met} of {counted(len(rules), 'rule')} of minimum cover in teams met")
    level_c = [
        row
        for key, row in given.shown.coverage.items()
        if key.module in given.edition.level_c
        and not (key.agency or key.role or key.area)
        and row.percent is not None
    ]
    said += [f"{given.names.module(row.module)}: {per_cent(row.percent)}" for row in level_c]
    return f"{'; '.join(said)}." if said else "Nothing is set or asked of such teams yet."


def _pursue(given: Given) -> str:
    found = context_of(given.shown)
    if found is None or not found.period:
        return "No referrals are on record."
    recorded = number(found.observed)
    return (
        f"Referrals in {period_words(found.period)}: {recorded}. {referral_headline(found)}. "
        "Recognition, not prevalence."
    )


def _result(given: Given) -> ReportSection:
    page = given.page
    words = [*page.lede]
    wrong = sure_but_wrong(given.shown, given.rules)
    if wrong:
        words.append(f"{per_cent(wrong.percent)} of answers given surely were wrong.")
    charts: tuple[ReportChart, ...] = ()
    if page.topics:
        rows = topic_rows(topics(given.shown), given.names, given.rules)
        charts = (ReportChart("What people know, by topic", page.topics_note, lines(rows)),)
    return ReportSection(
        "Result for SO2: training and knowledge",
        paragraphs=(" ".join(words), *_changes(given)),
        charts=charts,
    )


def _changes(given: Given) -> Iterable[str]:
    before = given.beside.before
    if given.previous is None or before is None:
        yield "There is no earlier edition to compare with."
        return
    page = changes_page(given.opened, before, (), choices=(), note="", files={})
    up = [row[0] for row in page.topics if row[4].startswith("▲")]
    down = [row[0] for row in page.topics if row[4].startswith("▼")]
    said = f"Since {given.previous.name}: {page.rates}"
    better = f"Knowledge is clearly better in {', '.join(up)}." if up else ""
    worse = f"It is clearly worse in {', '.join(down)}." if down else ""
    if not up and not down:
        better = "No topic shows a clear change of knowledge."
    yield " ".join(word for word in (said, better, worse) if word)


def _risks(given: Given) -> ReportSection:
    return ReportSection(
        "Three risks from the findings",
        tables=(
            ReportTable(
                "Risks and what lessens them",
                ("Risk", "What lessens it"),
                tuple(risks(given)[:3]),
                wide=(0, 1),
            ),
        ),
    )


def risks(given: Given) -> list[tuple[str, str]]:
    """What the findings put at risk, the gravest first, then what always holds."""
    names, found = given.names, []
    wrong = confidently_wrong(given.shown)
    if wrong and (wrong[0].confident_wrong or 0) > given.rules.confident_wrong_watch:
        found.append(
            (
                (
                    f"People act surely and wrongly: {names.topic(wrong[0].topic)}, "
                    f"{per_cent(wrong[0].confident_wrong)} of sure answers wrong."
                ),
                "Look at the content within 14 days, brief first-line teams.",
            )
        )
    low = under_the_line(given)
    if low:
        lowest = names.agency(low[0].agency)
        found.append(
            (
                (
                    f"Untrained staff miss signs: {counted(len(low), 'agency', 'agencies')} under "
                    f"the line, {lowest} lowest at {per_cent(low[0].percent)}."
                ),
                "Live sessions and time released for them, reviewed each quarter.",
            )
        )
    if given.page.silent:
        found.append(
            (
                (
                    f"Gaps unseen: {counted(len(given.page.silent), 'agency', 'agencies')} "
                    "returned nothing."
                ),
                "The Board asks their chief officers for a return.",
            )
        )
    whole = given.shown.whole
    if whole and whole.due_soon:
        days = given.rules.due_soon_days
        found.append(
            (
                (
                    f"Training lapses: {number(whole.due_soon)} expire within {days} days of the "
                    "census date."
                ),
                "Reminders are sent by the service; leads see who is due.",
            )
        )
    found += [
        ("Finishing a module is taken for being able to do it.", "Checks three and nine months on.")
    ]
    return found


def _asks(given: Given) -> ReportSection:
    points = ["Note the result and the three risks."]
    low = len(under_the_line(given))
    if low:
        points.append(
            f"Ask the {counted(low, 'agency', 'agencies')} under the line to release staff time "
            "for training within 30 days."
        )
    basics = next((one for one in given.edition.modules if one.level == "A"), None)
    if basics:
        points.append(f"Make {basics.code} {basics.title} mandatory in every partner agency.")
    if given.page.silent:
        points.append("Ask agencies that returned nothing for a list of people or a headcount.")
    return ReportSection("What we ask the Board to do", points=tuple(points))


def _next(given: Given) -> ReportSection:
    if given.is_public:
        return ReportSection(
            "Priorities for next year",
            paragraphs=("The partnership's plan of actions is not published.",),
        )
    found = recommendations(given)[:MOST_NEXT]
    rows = tuple((one.what, one.owner, uk_date(one.due_on)) for one in found)
    table = ReportTable(
        "First priorities", ("What", "Owner", "By"), rows, wide=(0, 1), note="By findings."
    )
    return ReportSection(
        "Priorities for next year",
        paragraphs=(plan_words(given),),
        tables=(table,) if rows else (),
    )


def _lines(given: Given) -> ReportSection:
    return ReportSection(
        "Equality, legal and publication",
        points=(
            (
                "Equality: everybody in scope is counted alike, with agency, bank and volunteer "
                "staff. No figure is broken down by nationality, sex or age."
            ),
            (
                "Legal: figures are counts of staff training. They hold no case data and no name, "
                "and small numbers are hidden."
            ),
            f"{given.publication} Marking: {given.marking}.",
        ),
    )
