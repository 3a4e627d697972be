"""What people know, in a report: topics, levels, sure but wrong, and the hardest questions."""

from collections.abc import Iterable

from elearn.audit.drawings import topic_rows
from elearn.audit.findings import confidently_wrong, topics
from elearn.audit.items.shown import ItemRow
from elearn.audit.items.words import BEFORE_QUESTIONS, module_name, share
from elearn.audit.reports.given import Given, lines, text
from elearn.audit.shown_knowledge import KnowledgeKey
from elearn.audit.words import HIDDEN, counted, number, per_cent
from elearn.domain.coverage import Band
from elearn.gateways.documents import ReportChart, ReportSection, ReportTable

MOST_ITEMS = 10
LONGEST = 110


def knowledge_section(given: Given) -> ReportSection:
    """Topics with their intervals, then levels, sure answers that were wrong, and questions."""
    page = given.page
    if not page.topics:
        return ReportSection("Knowledge", paragraphs=("Nobody was assessed.",))
    asked = [] if given.counted("items") else [BEFORE_QUESTIONS]
    return ReportSection(
        "Knowledge",
        paragraphs=(
            " ".join(
                (
                    (
                        "Mastery is the share of people assessed who know a topic. They were not "
                        "drawn at random: it is of those assessed. The bar beside each point is "
                        "the 95% interval (Wilson)."
                    ),
                    *_worst(given),
                    *asked,
                )
            ),
        ),
        charts=(
            ReportChart(
                "Topic mastery",
                page.topics_note,
                lines=lines(topic_rows(topics(given.shown), given.names, given.rules)),
            ),
        ),
        tables=(*_levels(given), *_wrong(given), *_items(given)),
    )


def _worst(given: Given) -> Iterable[str]:
    found = confidently_wrong(given.shown)
    if found:
        worst = found[0]
        yield (
            f"Most sure answers were wrong in {given.names.topic(worst.topic)}: "
            f"{per_cent(worst.confident_wrong)} of {number(worst.sure)}."
        )


def _levels(given: Given) -> Iterable[ReportTable]:
    """Mastery of the partnership at each level, by topic."""
    known = given.shown.knowledge
    codes = [row.topic for row in topics(given.shown)]
    levels = sorted({key.level for key in known if key.level and not key.agency})
    rows = tuple(
        (given.names.topic(code), *(_mastery(given, code, level) for level in levels))
        for code in codes
    )
    if levels and rows:
        heads = ("Topic", *(f"Level {level}" for level in levels))
        yield ReportTable(
            "Topic mastery by level",
            heads,
            rows,
            numeric=tuple(range(1, len(heads))),
            note="Of people assessed; behind each share, how many they are.",
        )


def _mastery(given: Given, topic: str, level: str) -> str:
    row = given.shown.knowledge.get(KnowledgeKey("", "", topic, level))
    if row is None:
        return "not asked"
    if row.assessed is not None and row.assessed < given.rules.min_base:
        return "too few"
    if row.mastery is None:
        return HIDDEN
    mark = " ▲" if row.band is Band.ACT else ""
    return f"{per_cent(row.mastery)} of {number(row.assessed)}{mark}"


def _wrong(given: Given) -> Iterable[ReportTable]:
    if given.page.wrong:
        yield ReportTable(
            "Sure but wrong: answers given surely that were wrong",
            ("Topic", "Wrong", "Sure answers", "Band"),
            text(given.page.wrong),
            numeric=(1, 2),
        )


def hardest(given: Given) -> list[ItemRow]:
    """The questions that fewest got right at a first attempt, safety-critical ones first."""
    rows = [
        row
        for row in given.shown.more.get("item", ())
        if row.facility is not None and (row.answers or 0) >= given.rules.min_base
    ]
    return sorted(rows, key=lambda row: (row.facility or 0.0, row.item))[:MOST_ITEMS]


def _items(given: Given) -> Iterable[ReportTable]:
    rows = hardest(given)
    if rows and not given.is_public:
        yield ReportTable(
            f"The {counted(len(rows), 'question')} fewest got right",
            ("Question", "Module", "Right", "First answers", "Kind"),
            tuple(
                (
                    _short(row.text),
                    _code(module_name(given.names, row.module)),
                    share(row.facility),
                    number(row.answers),
                    "Safety" if row.safety_critical else f"Level {row.level}",
                )
                for row in rows
            ),
            numeric=(2, 3),
            note="At first attempts. Safety: a question that must be right whatever the score.",
        )


def _code(name: str) -> str:
    """A module's code; what is no module by its whole name.

    >>> _code("M01 Modern slavery"), _code("Knowledge check")
    ('M01', 'Knowledge check')
    """
    code = name.split(" ", 1)[0]
    return code if any(sign.isdigit() for sign in code) else name


def _short(words: str) -> str:
    """A question in a line or two.

    >>> _short("Who interprets?")
    'Who interprets?'
    """
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]} …"
