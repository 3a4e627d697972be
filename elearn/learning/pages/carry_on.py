"""The one button on from where somebody is: to the very screen, or into the try under way."""

from dataclasses import dataclass

from elearn.learning.mine import Activity
from elearn.learning.progress import Progress

NAMES = {"check": "knowledge check"}


@dataclass(frozen=True, slots=True)
class CarryOn:
    """What was begun last: its title, how far it is, and the button on."""

    module_id: int
    title: str
    where: str
    action: str
    href: str


def in_a_try(module_id: int, title: str, begun: Activity) -> CarryOn:
    """On with a try that is not handed in: its page opens at the first question to answer."""
    name = NAMES.get(begun.kind, begun.kind)
    return CarryOn(
        module_id=module_id,
        title=title,
        where=f"In progress: the {name}, {begun.answered} of {begun.out_of} questions answered",
        action=f"Carry on with the {name}",
        href=f"/learn/attempts/{begun.attempt}",
    )


def on_screens(module_id: int, title: str, slug: str, progress: Progress) -> CarryOn:
    """On with the first screen not gone past, or with the quiz."""
    action, href = next_act(slug, progress, None)
    return CarryOn(module_id, title, whereabouts(progress, None), action, href)


def next_act(
    slug: str, progress: Progress, attempt: str | None, *, again: bool = False
) -> tuple[str, str]:
    """What the one button of a module says and where it goes: always on from where one is."""
    if attempt:
        return "Carry on with the quiz", f"/learn/attempts/{attempt}"
    following = progress.next_step
    if following is None:
        return ("Take the quiz again" if again else "Go to the quiz"), f"/learn/{slug}/quiz"
    href = f"/learn/{slug}/{following.slug}"
    if progress.is_begun:
        return f"Carry on at screen {following.number}", href
    return "Start at screen 1", href


def whereabouts(progress: Progress, attempt: str | None) -> str:
    """How far somebody is, in words."""
    following = progress.next_step
    if attempt:
        return "In progress: the quiz"
    if following is None:
        return f"All {progress.total} screens done: the quiz is next"
    if not progress.is_begun:
        return "Not started"
    return f"In progress: screen {following.number} of {progress.total}"
