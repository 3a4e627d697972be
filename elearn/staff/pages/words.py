"""The words of the staff pages, made from rows."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from elearn.access.policy import Role
from elearn.domain.dates import london_today, uk_date
from elearn.staff.pages.shapes import Line, MergedLine
from elearn.staff.queries.merging import AlikeRow, MergeRow, Side
from elearn.staff.queries.offers import WaitingOffer
from elearn.staff.queries.people import AbsenceRow, PostingRow, Someone


def posting_line(one: PostingRow, today: date, since: date) -> Line:
    """A posting in words. ``since`` is the day from which an end may still be taken back."""
    where = f"{one.role}, {one.team or 'no team'}"
    if one.end is None:
        note = f"since {uk_date(one.start)}" if one.start <= today else f"from {uk_date(one.start)}"
    else:
        note = f"{uk_date(one.start)} until before {uk_date(one.end)}"
    return Line(
        where,
        note,
        one.posting_id,
        one.is_going(today),
        may_keep=one.end is not None and one.end > since,
    )


def absence_line(one: AbsenceRow, today: date) -> Line:
    """An absence in words."""
    if one.end is None:
        words = f"Away since {uk_date(one.start)}" if one.start <= today else "Away"
        note = "no day of return yet" if one.start <= today else f"from {uk_date(one.start)}"
    else:
        words = f"Away from {uk_date(one.start)}"
        note = f"back on {uk_date(one.end)}"
    return Line(words, note, one.absence_id, one.end is None or one.end > today)


def signing_in(someone: Someone) -> str:
    """How somebody comes in, or what is missing."""
    if someone.status.value == "suspended":
        return "Suspended by the administrator: nobody signs in with this account."
    if someone.has_password:
        return f"Signs in with {someone.email or f'the user name {someone.username}'}."
    if someone.email and someone.invited_until:
        until = uk_date(london_today(someone.invited_until))
        return f"Invited at {someone.email}. The link works until {until}."
    if someone.email:
        return f"Has not been invited yet. The letter goes to {someone.email}."
    if someone.code_until:
        until = uk_date(london_today(someone.code_until))
        return f"Has a printed code that works until {until}."
    return "Has no e-mail address and comes in with a printed code."


def merged_line(one: MergeRow, now: datetime, undo_for: timedelta) -> MergedLine:
    when = uk_date(london_today(one.at))
    if one.undone_at:
        return MergedLine(
            one.merge_id,
            f"{one.name}: put together on {when}, taken apart on "
            f"{uk_date(london_today(one.undone_at))}.",
            False,
        )
    return MergedLine(
        one.merge_id, f"{one.name}: put together on {when}.", now - one.at <= undo_for
    )


def alike_cells(one: AlikeRow) -> tuple[str, str, str, str]:
    return one.public_id, one.name, one.email or "no e-mail address", one.staff_number or "none"


MOVES: Mapping[str, tuple[str, str]] = {
    "posting": ("posting", "postings"),
    "staff_number": ("staff number", "staff numbers"),
    "completion": ("completion", "completions"),
    "certificate": ("certificate", "certificates"),
    "attempt": ("try at a quiz", "tries at a quiz"),
    "absence": ("absence", "absences"),
    "letter": ("letter", "letters"),
    "page_seen": ("page read", "pages read"),
    "evidence_file": ("certificate sent in", "certificates sent in"),
    "outside_training": ("outside course", "outside courses"),
}


def moves(found: Mapping[str, int]) -> tuple[str, ...]:
    """What would go over, in words.

    >>> moves({"completion": 3, "same": 1, "walk": 2})
    ('3 completions', '2 other entries', '1 of the completions is on both records and stays behind')
    """
    said = [
        f"{found[name]:,} {one if found[name] == 1 else many}"
        for name, (one, many) in MOVES.items()
        if name in found
    ]
    others = sum(number for name, number in found.items() if name not in MOVES and name != "same")
    if others:
        said.append(f"{others:,} other {'entry' if others == 1 else 'entries'}")
    if same := found.get("same"):
        verb = "is on both records and stays" if same == 1 else "are on both records and stay"
        said.append(f"{same} of the completions {verb} behind")
    return tuple(said)


def compare_rows(kept: Side, merged: Side) -> tuple[tuple[str, str, str], ...]:
    """Two records, line by line."""
    both = [_facts(kept), _facts(merged)]
    return tuple((name, both[0][name], both[1][name]) for name in both[0])


def _facts(side: Side) -> dict[str, str]:
    return {
        "Name": side.name,
        "E-mail address": side.email or "None",
        "User name": side.username or "None",
        "Signs in": "Yes" if side.signs_in else "No",
        "Staff number": ", ".join(side.numbers) or "None",
        "Postings here": "; ".join(_period(*one) for one in side.postings) or "None",
        "Completions": str(side.completions),
        "Tries at a quiz": str(side.attempts),
        "On record since": uk_date(london_today(side.created_at)),
    }


def _period(role: str, start: date, end: date | None) -> str:
    return f"{role} from {uk_date(start)}" + (f" until {uk_date(end)}" if end else "")


def waiting_cells(rows: Sequence[WaitingOffer]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            one.email,
            one.role,
            uk_date(london_today(one.made_at)),
            uk_date(london_today(one.until)),
        )
        for one in rows
    )


def role_words(role: Role, team: str | None, ends_on: date | None) -> str:
    """What somebody is at the agency.

    >>> role_words(Role.AGENCY_LEAD, None, date(2026, 12, 1)), role_words(Role.TEAM_LEAD, "A", None)
    ('Deputy lead', 'Leads the team A')
    """
    if role is Role.TEAM_LEAD:
        return f"Leads the team {team}"
    return "Deputy lead" if ends_on else "Lead"
