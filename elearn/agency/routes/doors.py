"""The other pages of an agency, as far as whoever asks may open them."""

from flask import current_app, g, url_for

from elearn.web.feature import Need

DOORS = (
    ("roster.home", "Roster", "bring in the list of your people, see what it changes, undo it"),
    ("staff.roles", "Who leads here", "appoint team leads and deputies, for a time"),
    ("reminders.home", "Reminders", "remind people now, and see what did not arrive"),
    (
        "evidence.home",
        "Training done elsewhere",
        "certificates to approve, completions",
    ),
    ("requirements.own", "What we ask", "what each role needs, and proposing something else"),
    ("briefings.listed", "Briefings", "a short session in a room, with attendance"),
    ("contacts.listed", "Our contacts", "whom your people call, in and out of hours"),
    ("audit.own_actions", "Actions", "what the partnership’s plan asks of your agency"),
    ("audit.own_cover", "Minimum cover", "teams that need so many people in date at all times"),
    ("agency.expiring", "Who will expire", "the next 12 months by team, if nobody trains again"),
    ("returns.headcount", "Headcount", "numbers for roles that have no names here"),
    ("returns.own", "Self-assessment", "the 21 questions of the yearly return"),
)


def leads_to(slug: str, endpoint: str) -> str | None:
    """The address of a page of the agency; None where there is none or it is not theirs."""
    need: Need | None = current_app.extensions["needs"].get(endpoint)
    if need is None or not need.admits(g.actor, slug):
        return None
    return url_for(endpoint, agency=slug)


def doors(slug: str) -> tuple[tuple[str, str, str], ...]:
    """Label, address and purpose of each page that may be opened."""
    return tuple(
        (label, href, purpose)
        for endpoint, label, purpose in DOORS
        if (href := leads_to(slug, endpoint))
    )
