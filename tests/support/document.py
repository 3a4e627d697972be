"""Modules small enough to read in a test: six questions of one topic, or one of every type."""

from datetime import date

from elearn.content.document import CHECK, ModuleDocument
from elearn.content.items import Item, ItemOption, ItemPair, ItemStep, ItemTyped
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


def items_of_every_type(code: str) -> tuple[Item, ...]:
    """A question of each type, by type (and ``partial``); none is safety-critical or an anchor."""
    signs = (
        ItemOption("a", "Her papers are kept", correct=True, feedback="Yes: control."),
        ItemOption("b", "She is never alone", correct=True, feedback="Yes: watched."),
        ItemOption("c", "She likes tea", correct=False, feedback="No sign at all."),
        ItemOption("d", "She is tall", correct=False, feedback="That says nothing."),
    )
    parts = {
        "single": {},
        "true-false": {"options": tf_options()},
        "multiple": {"options": signs},
        "partial": {"type": "multiple", "options": signs, "scoring": "partial"},
        "decision": {"situation": '<p class="govuk-body">A man answers for her.</p>'},
        "matching": {"options": (), "pairs": SIGNS_AND_KINDS},
        "ordering": {"options": (), "steps": STEPS},
        "short": {"options": (), "typed": EMERGENCY},
    }
    return tuple(
        small_item(
            code,
            number,
            **{
                "key": f"{code.lower()}-{name}",
                "type": name,
                "text": f"Question of the type {name}?",
                "safety_critical": False,
                "anchor": False,
            }
            | more,
        )
        for number, (name, more) in enumerate(parts.items(), start=1)
    )


def tf_options() -> tuple[ItemOption, ...]:
    return (
        ItemOption("a", "True", correct=True, feedback="Yes: it is so."),
        ItemOption("b", "False", correct=False, feedback="No: it is so."),
    )


SIGNS_AND_KINDS = (
    ItemPair("a", "A cupboard for a bed", "1", "Domestic servitude", "She lives at her work."),
    ItemPair("b", "Callers all night", "2", "Cuckooing", "The flat was taken over."),
    ItemPair("c", "A van before dawn", "3", "Labour exploitation", "The crew is moved daily."),
)
STEPS = (
    ItemStep("a", "See her alone", "Nobody listens then."),
    ItemStep("b", "Get an interpreter", "Never somebody she came with."),
    ItemStep("c", "Ask an open question", "So that she can tell."),
)
EMERGENCY = ItemTyped(
    accepted=("999", "nine nine nine", "emergency services"),
    typos=1,
    right="Yes: danger is now.",
    wrong="No: this one is for danger now.",
)


def document_of_every_type(slug: str, code: str, title: str, **facts) -> ModuleDocument:
    """A quiz that asks one question of every type; 80% of the points pass."""
    items = items_of_every_type(code)
    given = {"items": items, "blueprint": (BlueprintLine("T1", len(items)),)}
    return small_document(slug, code, title, **given | facts)


def small_anchor(topic: str, level: str, *, reserve: bool = False, **facts) -> Item:
    """A question of the knowledge check; its right answer is always option ``a``."""
    number = "ABC".index(level) * 2 + (2 if reserve else 1)
    given = {
        "level": level,
        "safety_critical": False,
        "anchor": True,
        "read_again": "",
        "reserve": reserve,
        "text": f"Do you know {topic} at {level}{number}?",
    }
    return small_item("K01", number, topic=topic, **given | facts)


def small_check(form: str = "one", **facts) -> ModuleDocument:
    """The knowledge check: for each topic and level a question in use and one in reserve."""
    items = tuple(
        small_anchor(f"T{topic}", level, reserve=reserve)
        for topic in range(1, 11)
        for level in "ABC"
        for reserve in (False, True)
    )
    given = {
        "refresh_months": None,
        "minutes": 15,
        "outcomes": (),
        "pass_share": 0,
        "blueprint": (),
        "pages": (),
        "items": items,
        "summary_title": "",
        "summary": "",
        "kind": CHECK,
        "form": form,
    }
    title = "Partnership knowledge check"
    return small_document("knowledge-check", "K01", title, **given | facts)
