"""A story on one page: every moment that choices can lead to, to be gone through without a network.

Each choice unfolds to what it comes to, with a link to the moment that follows on the same page.
A story is practice: nothing that is marked is told here.
"""

from dataclasses import dataclass

from markupsafe import Markup

from elearn.content.pages import Choice, Node, Scenario
from elearn.content.story import Moment, TangledError, begin, explore, go, offered, shown
from elearn.learning.pages.way import ENDING_WORDS, words_of_tag
from elearn.learning.walk import GOOD_TAGS
from elearn.learning.words import Words
from elearn.web.languages import say

MOST_KEPT = 80  # moments of one story; more would make the page too heavy to keep


@dataclass(frozen=True, slots=True)
class KeptChoice:
    """What can be done at a moment and what it comes to; ``goes_to`` is the id of what follows."""

    text: Markup
    good: bool
    word: str
    comment: Markup
    goes_to: str


@dataclass(frozen=True, slots=True)
class KeptMoment:
    """A moment, by the ``number`` it has on the page; an ending has no choices but its words."""

    id: str
    number: int
    html: Markup
    choices: tuple[KeptChoice, ...]
    ending: str = ""
    ending_words: str = ""


def kept_story(story: Scenario, fill: Words) -> tuple[KeptMoment, ...]:
    """Every moment, the first one first; none of a story that is too large for that."""
    try:
        order = _in_order(story)
    except TangledError:
        return ()
    if len(order) > MOST_KEPT:
        return ()
    ids = {moment: f"story-{story.slug}-{n}" for n, moment in enumerate(order, start=1)}
    nodes = {node.name: node for node in story.nodes}
    return tuple(
        _moment(moment, nodes[moment.node], number, ids, fill)
        for number, moment in enumerate(order, start=1)
    )


def _in_order(story: Scenario) -> list[Moment]:
    """The moments as they are met, those a step away before those further on."""
    follow = explore(story)
    order = [begin(story)]
    for moment in order:
        order.extend(one for one in dict.fromkeys(follow[moment]) if one not in order)
    return order


def _moment(
    moment: Moment, node: Node, number: int, ids: dict[Moment, str], fill: Words
) -> KeptMoment:
    return KeptMoment(
        id=ids[moment],
        number=number,
        html=fill.blocks(shown(node, moment.state)),
        choices=tuple(
            _choice(one, ids[go(one, moment.state)], fill) for one in offered(node, moment.state)
        ),
        ending=node.ending or "",
        ending_words=say(ENDING_WORDS[node.ending]) if node.ending else "",
    )


def _choice(choice: Choice, goes_to: str, fill: Words) -> KeptChoice:
    return KeptChoice(
        text=fill.label(choice.text),  # within a summary, where a link cannot be
        good=choice.tag in GOOD_TAGS,
        word=words_of_tag(choice.tag),
        comment=fill.blocks(choice.feedback),
        goes_to=goes_to,
    )
