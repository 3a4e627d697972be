"""The papers made of the register, the times in force and the settings: the register itself, the
record of processing (UK GDPR Article 30) and the impact assessment (Article 35)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from elearn.domain.dates import uk_date
from elearn.privacy.entry import OnErase
from elearn.privacy.policy import BACKUP_LIFE_DAYS, RULES, said
from elearn.privacy.queries import Periods, SharingRow
from elearn.privacy.register import REGISTER, Entry, held
from elearn.privacy.risks import RISKS

HEADINGS = (
    "table", "column", "whose", "why", "lawful basis", "kept", "seen by", "in export", "on erase",
    "because",
)  # fmt: skip
Lines = list[str]


@dataclass(frozen=True, slots=True)
class About:
    """What the papers say of this installation."""

    partnership: str
    address: str
    write_to: str
    on: date
    periods: Periods
    agencies: tuple[SharingRow, ...]


def register_rows(periods: Periods) -> tuple[tuple[str, ...], ...]:
    """A row for each personal column, in the register's order."""
    return tuple(
        (
            one.table, one.column, one.entry.whose, one.entry.why, one.entry.basis.value,
            said(one.entry.kept, periods.kept), one.entry.seen,
            "yes" if one.is_exported else f"no: {one.entry.hidden[one.column]}",
            one.on_erase.value,
            one.entry.because if one.on_erase is OnErase.KEEP else "",
        )
        for one in held()
    )  # fmt: skip


def register_paper(about: About) -> str:
    """The register in Markdown."""
    return _paper(
        f"# Register of personal data: {about.partnership}",
        _as_at(about),
        *_table(HEADINGS, register_rows(about.periods)),
    )


def record_paper(about: About) -> str:
    """The record of processing activities: one activity for each purpose."""
    by_why = sorted(REGISTER, key=lambda one: (one.why, one.table))
    rows = [
        _activity(why, list(group), about.periods)
        for why, group in groupby(by_why, key=lambda one: one.why)
    ]
    return _paper(
        f"# Record of processing activities: {about.partnership}",
        "UK GDPR Article 30. " + _as_at(about),
        *_who(about),
        "## Activities",
        *_table(
            ("purpose", "whose data", "lawful basis", "held in", "kept", "seen by"),
            sorted(rows),
        ),
        "## Recipients, transfers and security",
        "Nobody outside the agencies and whoever runs the service receives the data. None leaves "
        "the United Kingdom by the service itself; where its server and its mail server stand is "
        "for the partnership to write here: **to be filled in**.",
        *_measures(),
    )


def dpia_paper(about: About) -> str:
    """The impact assessment, as far as the code knows it; what only people know is marked."""
    return _paper(
        f"# Data protection impact assessment: {about.partnership}",
        "UK GDPR Article 35. " + _as_at(about) + " What is marked **to be filled in** only the "
        "partnership can say.",
        *_who(about),
        "## What is done, and why it is needed",
        "The service teaches staff and volunteers of the agencies to notice modern slavery, keeps "
        "a record of who was trained, and counts where training lacks. A paper list of names would "
        "hold the same and protect less. It holds no date of birth, home address or protected "
        "characteristic, and asks for no case: every box for free words says so.",
        *_table(
            ("whose data", "columns", "in the export", "kept for ever, by a pseudonym"),
            _volumes(),
        ),
        "## Names across agencies",
        "Each agency controls the record of its own people. The partnership sees counts, and hides "
        "small ones. Whether the coordinator may see names of an agency's staff is that agency's "
        "switch, off until its lead turns it on with a reason. Administrators who run accounts for "
        "all agencies see name, address and agency of an account whatever the switch says, as "
        "nobody else could let people in: they act as the agencies' processor, see no training "
        "record, and what they do is in the trail.",
        *_table(
            ("agency", "names shared", "since", "reason"),
            [
                (
                    one.name,
                    "yes" if one.is_on else "no",
                    uk_date(one.set_at.date()) if one.set_at else "never changed",
                    one.reason,
                )
                for one in about.agencies
            ],
        ),  # fmt: skip
        "## Risks",
        *_table(("risk", "likelihood", "harm", "what is done", "what is left"), RISKS),
        "## How long",
        *_table(
            ("what", "kept", "then"),
            [(one.name, one.said(about.periods.of(key)), one.after) for key, one in RULES.items()],
        ),
        f"Backups live {BACKUP_LIFE_DAYS} days at most; who was erased is erased again when one is "
        "put back.",
        "## Advice and decision",
        "Advice of the data protection officers: **to be filled in**. Staff or their "
        "representatives were asked: **to be filled in**. Decision, by whom, on: **to be filled "
        "in**. To be looked at again by: **to be filled in**.",
    )


def _activity(why: str, entries: Sequence[Entry], periods: Periods) -> tuple[str, ...]:
    def each(values: Iterable[str]) -> str:
        return "; ".join(dict.fromkeys(values))

    return (
        why,
        each(one.whose for one in entries),
        each(one.basis.value for one in entries),
        ", ".join(dict.fromkeys(one.table for one in entries)),
        each(said(one.kept, periods.kept) for one in entries),
        each(one.seen for one in entries),
    )


def _volumes() -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for whose in dict.fromkeys(one.whose for one in REGISTER):
        columns = [one for one in held() if one.entry.whose == whose]
        exported = sum(one.is_exported for one in columns)
        kept = sum(one.on_erase is OnErase.KEEP for one in columns)
        rows.append((whose, str(len(columns)), str(exported), str(kept)))
    return rows


def _who(about: About) -> Lines:
    return [
        "## Who is responsible",
        f"""Each agency is controller of the record of its own staff and volunteers; together they
are joint controllers of the counts that the {about.partnership} draws from them. The service runs
at {about.address}; write to {about.write_to}. Data protection officer of each agency: **to be
filled in**.""".replace("\n", " "),
        "Agencies: " + (", ".join(one.name for one in about.agencies) or "none yet") + ".",
    ]


def _measures() -> Lines:
    return [
        """Security: permission for each page in one table, checked against the agency at the data;
names shown only within an agency; small counts hidden; a second step at sign-in for leads; sessions
that end; passwords as argon2id; no third party in any page; logs without personal data; a trail
chained by hashes; encrypted backups; erasing that reaches the database file.""".replace("\n", " "),
    ]


def _as_at(about: About) -> str:
    return f"Made by the service itself on {uk_date(about.on)}, from its code and its settings."


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Lines:
    lines = [_line(headings), _line("---" for _ in headings)]
    return ["\n".join([*lines, *map(_line, rows)])]


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(one.replace("|", "\\|").replace("\n", " ") for one in cells) + " |"


def _paper(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"
