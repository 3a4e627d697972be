"""Every cookie that the service sets, for the notice; a test sees that there is no other."""

from dataclasses import dataclass

from elearn.web.languages import N_

BROWSER = "-browser"  # what follows the session cookie's name


@dataclass(frozen=True, slots=True)
class Cookie:
    """``why`` and ``life`` are sentences to be translated where they are shown."""

    name: str
    why: str
    life: str


def cookies(session: str) -> tuple[Cookie, ...]:
    """The cookies, given the name of the session's."""
    return (
        Cookie(
            session,
            N_(
                "Keeps you signed in and protects the forms you send. It holds a random number and "
                "when you were last here, not your name."
            ),
            N_("Until you close the browser or sign out, 12 hours at most"),
        ),
        Cookie(
            f"{session}{BROWSER}",
            N_(
                "Set when you have signed in, so that we can write to you if somebody signs in as "
                "you with another browser. It holds a random number."
            ),
            N_("400 days after you last signed in"),
        ),
    )
