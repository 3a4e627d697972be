"""``flask modules``: check the folder of modules, publish it, move questions in and out."""

from elearn.content.commands import bank, check, translating
from elearn.content.commands.group import modules
from elearn.content.commands.publish import publish_command

__all__ = ["COMMANDS", "bank", "check", "publish_command", "translating"]

COMMANDS = (modules,)
