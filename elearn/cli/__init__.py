"""The commands, grouped: ``flask modules …``, ``flask roster …``, ``flask audit …``."""

from flask import Flask

from elearn.accounts.commands import COMMANDS as ACCOUNTS
from elearn.audit.commands import COMMANDS as AUDIT
from elearn.cli.access import access
from elearn.cli.backups import backup, restore_command
from elearn.cli.places import places
from elearn.cli.records import records
from elearn.cli.role import service_role
from elearn.cli.trail import trail
from elearn.content.commands import COMMANDS as CONTENT
from elearn.demo.commands import COMMANDS as DEMO
from elearn.evidence.commands import COMMANDS as EVIDENCE
from elearn.interop.commands import COMMANDS as INTEROP
from elearn.privacy.commands import COMMANDS as PRIVACY
from elearn.referrals.commands import COMMANDS as REFERRALS
from elearn.reminders.commands import COMMANDS as REMINDERS
from elearn.roster.commands import COMMANDS as ROSTER
from elearn.spaced.commands import COMMANDS as SPACED

COMMANDS = (
    *(access, backup, places, records, restore_command, service_role, trail),
    *(*ACCOUNTS, *AUDIT, *CONTENT, *DEMO, *EVIDENCE, *INTEROP),
    *(*PRIVACY, *REFERRALS, *REMINDERS, *ROSTER, *SPACED),
)


def add_commands(app: Flask) -> None:
    """Give ``flask`` every command of every feature."""
    for command in COMMANDS:
        app.cli.add_command(command)
