"""The words of the letter that asks again months later."""

from datetime import date

from elearn.domain.letters import safe_header
from elearn.operations.invitations import Sender, Words
from elearn.operations.tongues import long_day, say, say_number


def five_questions(
    sender: Sender,
    *,
    name: str,
    module: str,
    questions: int,
    months: int,
    token: str,
    until: date,
) -> Words:
    """The letter with the single-use link. The page behind it shows nothing about the reader."""
    module, link = safe_header(module), f"{sender.base_url}/again/{token}"
    return Words(
        say_number(
            "Do you still know it? %(number)s question",
            "Do you still know it? %(number)s questions",
            questions,
        ),
        sender.signed(
            say("Dear %(name)s,", name=safe_header(name)),
            say_number(
                "You completed “%(module)s” %(number)s month ago. Being asked again is what makes "
                "it stay.",
                "You completed “%(module)s” %(number)s months ago. Being asked again is what makes "
                "it stay.",
                months,
                module=module,
            )
            + " "
            + say_number(
                "Here is %(number)s question; it takes about two minutes, on a phone too, and you "
                "see at once what was right and why:",
                "Here are %(number)s questions; they take about two minutes, on a phone too, and "
                "you see at once what was right and why:",
                questions,
            ),
            link,
            say(
                "You need not sign in. The link works once, until %(day)s. Nobody passes or "
                "fails, and your training stays as it is. Your manager sees nothing of it; the "
                "partnership sees only how much groups of ten or more people still know.",
                day=long_day(until),
            ),
            say("No more of these letters, please: %(address)s", address=f"{link}/stop")
            + "\n"
            + say(
                "You can have them again at any time: %(address)s",
                address=f"{sender.base_url}/account/reminders",
            ),
        ),
    )
