"""The one button on from where somebody is: to the very screen, or into the try under way."""

from dataclasses import dataclass

from elearn.learning.mine import Activity
from elearn.learning.progress import Progress
from elearn.web.languages import N_, say


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
    where, action = _of_kind(begun.kind)
    return CarryOn(
        module_id=module_id,
        title=title,
        where=say(
            "%(where)s, %(answered)s of %(total)s questions answered",
            where=say(where),
            answered=begun.answered,
            total=begun.out_of,
        ),
        action=say(action),
        href=f"/learn/attempts/{begun.attempt}",
    )


def _of_kind(kind: str) -> tuple[str, str]:
    """What is in progress, and the words of the button on."""
    return {
        "check": (N_("In progress: the knowledge check"), N_("Carry on with the knowledge check")),
        "pre-check": (N_("In progress: the pre-check"), N_("Carry on with the pre-check")),
        "short quiz": (N_("In progress: the short quiz"), N_("Carry on with the short quiz")),
    }.get(kind, (N_("In progress: the quiz"), N_("Carry on with the quiz")))


def on_screens(module_id: int, title: str, slug: str, progress: Progress) -> CarryOn:
    """On with the first screen not gone past, or with the quiz."""
    action, href = next_act(slug, progress, None)
    return CarryOn(module_id, title, whereabouts(progress, None), action, href)


def next_act(
    slug: str, progress: Progress, attempt: str | None, *, again: bool = False
) -> tuple[str, str]:
    """What the one button of a module says and where it goes: always on from where one is."""
    if attempt:
        return say("Carry on with the quiz"), f"/learn/attempts/{attempt}"
    following = progress.next_step
    if following is None:
        return (
            say("Take the quiz again") if again else say("Go to the quiz")
        ), f"/learn/{slug}/quiz"
    href = f"/learn/{slug}/{following.slug}"
    if progress.is_begun:
        return say("Carry on at screen %(number)s", number=following.number), href
    return say("Start at screen 1"), href


def whereabouts(progress: Progress, attempt: str | None) -> str:
    """How far somebody is, in words."""
    following = progress.next_step
    if attempt:
        return say("In progress: the quiz")
    if following is None:
        return say("All %(total)s screens done: the quiz is next", total=progress.total)
    if not progress.is_begun:
        return say("Not started")
    return say(
        "In progress: screen %(number)s of %(total)s", number=following.number, total=progress.total
    )
