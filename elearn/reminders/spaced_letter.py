"""The words of the letter that asks again months later."""

from datetime import date

from elearn.domain.dates import uk_date
from elearn.domain.letters import safe_header
from elearn.operations.invitations import Sender, Words
from elearn.reminders.letters import many


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
    number = many(questions, "question", "questions")
    return Words(
        f"Do you still know it? {number[0].upper()}{number[1:]}",
        sender.signed(
            f"Dear {safe_header(name)},",
            f"You completed “{module}” {many(months, 'month', 'months')} ago. Being asked again is "
            f"what makes it stay. Here are {number}; they take about two minutes, on a phone too, "
            "and you see at once what was right and why:",
            link,
            f"You need not sign in. The link works once, until {uk_date(until)}. Nobody passes or "
            "fails, and your training stays as it is. Your manager sees nothing of it; the "
            "partnership sees only how much groups of ten or more people still know.",
            f"No more of these letters, please: {link}/stop\n"
            f"You can have them again at any time: {sender.base_url}/account/reminders",
        ),
    )
