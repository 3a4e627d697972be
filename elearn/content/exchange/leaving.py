"""A question of ours made ready to be written in the formats of others."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from elearn.content.exchange.foreign import (
    MANY,
    MATCHING,
    ONE,
    ORDERING,
    SHORT,
    TRUE_FALSE,
    Answer,
    Foreign,
    Pair,
    Rich,
)
from elearn.content.exchange.own_note import note_of
from elearn.content.item_schema import ItemEntry
from elearn.content.markdown import plain, render, render_inline
from elearn.content.schema import OptionEntry

WHOLE = 100.0
TAGS_KEPT = {"p", "strong", "em", "a", "ul", "ol", "li", "br", "h2", "h3"}
Fill = Callable[[str], str]  # HTML with its contacts filled in, or left as they are


class Leaving:
    """Makes questions ready; ``fill`` fills in contacts, ``losses`` says what could not go."""

    def __init__(self, fill: Fill) -> None:
        self.fill = fill
        self.losses: list[tuple[str, str]] = []

    def question(self, entry: ItemEntry, *, topic: str, category: str) -> Foreign:
        """The question as others know it, with a note of what only we know."""
        facts = _MAKERS[entry.type](self, entry)
        general = f"<p>{self._inline(entry.why)}</p>{self._rows(entry)}{note_of(entry, topic)}"
        return Foreign(
            line=0,
            kind=facts.pop("kind"),  # type: ignore[arg-type]
            name=entry.id,
            text=Rich(self._stem(entry)),
            general=Rich(general),
            category=category,
            tags=(topic, f"level {entry.level}", entry.subtag),
            **facts,  # type: ignore[arg-type]
        )

    def _stem(self, entry: ItemEntry) -> str:
        before = _bare(self.fill(render(entry.situation).html)) if entry.situation else ""
        return f"{before}<p>{self._inline(entry.text)}</p>"

    def _inline(self, text: str) -> str:
        return _bare(self.fill(render_inline(text).html))

    def _rows(self, entry: ItemEntry) -> str:
        """Feedback for the lines of a question has no place elsewhere but here."""
        rows = [row.feedback for row in (*(entry.pairs or ()), *(entry.steps or ()))]
        points = "".join(f"<li>{self._inline(text)}</li>" for text in rows)
        return f"<ul>{points}</ul>" if points else ""

    def choice(self, entry: ItemEntry) -> dict[str, object]:
        options = entry.options or []
        right = sum(option.correct for option in options)
        if entry.type == "true-false" and [one.text for one in options] == ["True", "False"]:
            answers = zip(("true", "false"), self._options(options, WHOLE, 0.0), strict=True)
            plain_words = (replace(one, text=Rich(word, "plain")) for word, one in answers)
            return {"kind": TRUE_FALSE, "answers": tuple(plain_words)}
        if entry.type != "multiple":
            return {"kind": ONE, "answers": tuple(self._options(options, WHOLE, 0.0))}
        share = WHOLE / right
        wrong = -share if entry.scoring == "partial" else -WHOLE
        return {"kind": MANY, "answers": tuple(self._options(options, share, wrong))}

    def _options(
        self, options: Sequence[OptionEntry], right: float, wrong: float
    ) -> Iterator[Answer]:
        for option in options:
            share = right if option.correct else wrong
            text, said = self._inline(option.text), self._inline(option.feedback)
            yield Answer(Rich(text), share, Rich(said))

    def matching(self, entry: ItemEntry) -> dict[str, object]:
        pairs = []
        for pair in entry.pairs or []:
            html = self._inline(pair.right)
            words = plain(html)
            if "<" in html:
                self.losses.append((entry.id, f'bold or links in "{words}" cannot go along'))
            pairs.append(Pair(Rich(self._inline(pair.left)), Rich(words, "plain")))
        return {"kind": MATCHING, "pairs": tuple(pairs)}

    def ordering(self, entry: ItemEntry) -> dict[str, object]:
        steps = tuple(Answer(Rich(self._inline(step.text))) for step in entry.steps or [])
        return {"kind": ORDERING, "answers": steps}

    def short(self, entry: ItemEntry) -> dict[str, object]:
        said = entry.feedback
        right = Rich(self._inline(said.right)) if said else Rich()
        wrong = Rich(self._inline(said.wrong)) if said else Rich()
        texts = [text.replace("*", "\\*") for text in entry.accepted or []]
        answers = [Answer(Rich(text, "plain"), WHOLE, right) for text in texts]
        if entry.typos:
            self.losses.append((entry.id, "typing slips are not forgiven elsewhere"))
        return {
            "kind": SHORT,
            "answers": (*answers, Answer(Rich("*", "plain"), 0.0, wrong)),
        }


_MAKERS: dict[str, Callable[[Leaving, ItemEntry], dict[str, object]]] = {
    "single": Leaving.choice,
    "multiple": Leaving.choice,
    "true-false": Leaving.choice,
    "decision": Leaving.choice,
    "matching": Leaving.matching,
    "ordering": Leaving.ordering,
    "short": Leaving.short,
}


def _bare(html: str) -> str:
    """HTML without the classes of the service."""
    import nh3  # noqa: PLC0415 only needed for an export

    cleaned: str = nh3.clean(
        html,
        tags=TAGS_KEPT,
        attributes={"*": set(), "a": {"href"}},
        url_schemes={"https", "tel"},
        link_rel=None,
    )
    return cleaned
