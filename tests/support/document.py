"""A module small enough to read in a test: two screens, a scenario, six questions of one topic."""

from datetime import date

from elearn.content.document import ModuleDocument
from elearn.content.items import Item, ItemOption
from elearn.content.pages import Choice, Node, Scenario, Screen
from elearn.domain.quiz import BlueprintLine

SAFE = ("1", "2", "3")


def small_item(code: str, number: int, *, topic: str = "T1", **facts) -> Item:
    """A question whose right answer is always option ``a``; the first three of a topic are
    safety-critical."""
    given = {
        "key": f"{code.lower()}-{topic.lower()}-{number:02}",
        "topic": topic,
        "type": "single",
        "level": "A",
        "subtag": "signs",
        "setting": "any",
        "safety_critical": number <= 3,
        "anchor": number in (1, 4),
        "law_sensitive": False,
        "law_as_at": None,
        "review_by": None,
        "source": "facts A1.1",
        "read_again": "first",
        "text": f"Question {number} of {topic}?",
        "options": (
            ItemOption("a", "The safe act", correct=True, feedback="Yes: it keeps people safe."),
            ItemOption("b", "The risky act", correct=False, feedback="No: it may cause harm."),
            ItemOption("c", "The slow act", correct=False, feedback="No: it loses time."),
        ),
        "why": "Because safety comes first.",
    }
    return Item(**given | facts)


def small_scenario() -> Scenario:
    return Scenario(
        slug="story",
        title="A short story",
        minutes=2,
        intro="<p>You see something.</p>",
        start="see",
        nodes=(
            Node(
                name="see",
                html="<p>What do you do?</p>",
                choices=(
                    Choice("tell", "Tell your lead", "right-referral", "<p>Good.</p>", "told"),
                    Choice("wait", "Wait a week", "delay", "<p>They are moved.</p>", "late"),
                ),
            ),
            Node(name="told", html="<p>Help came.</p>", ending="good"),
            Node(name="late", html="<p>It was too late.</p>", ending="poor"),
        ),
        source=("facts A3",),
    )


def small_document(slug: str, code: str, title: str, **facts) -> ModuleDocument:
    """Draws two questions of T1, one of them safety-critical; 80% to pass, so both right."""
    given = {
        "level": "A",
        "minutes": 10,
        "refresh_months": 24,
        "audience": "Everyone.",
        "why": "You may be the only one who notices.",
        "outcomes": ("Say what you saw.",),
        "prerequisites": (),
        "pass_share": 80,
        "blueprint": (BlueprintLine("T1", 2, 1),),
        "law_as_at": date(2026, 11, 1),
        "review_by": date(2027, 5, 1),
        "change_kind": "material",
        "change_note": "First published.",
        "pages": (
            Screen("first", "The first idea", 2, "<p>Notice.</p>", ("facts A1",)),
            Screen("second", "The second idea", 2, "<p>Tell.</p>", ("facts A1",)),
            small_scenario(),
        ),
        "items": tuple(small_item(code, number) for number in range(1, 7)),
        "summary_title": f"{title} on one page",
        "summary": "<p>Notice and tell.</p>",
    }
    return ModuleDocument(slug=slug, code=code, title=title, **given | facts)
