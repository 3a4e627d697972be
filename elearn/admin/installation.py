"""This installation's settings as an administrator may see them, and what to look at in them."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlsplit, urlunsplit

from elearn.config import PREFIX, Settings

SAFE_PYTHON = (3, 11, 15)  # before it, headers of letters could be smuggled in (security.md F1)
SECRET_WORDS = ("secret", "password", "token", "_key", "keys")
WORDS = {
    "database_url": "Database",
    "secret_key": "The service’s own secret",
    "base_url": "Address of this site",
    "partnership": "Partnership",
    "smtp_url": "Mail server",
    "mail_from": "Letters come from",
    "redis_url": "Where requests are counted",
    "env": "What it is for",
    "quiz_pages": "Questions on a page",
    "trusted_proxies": "Servers in front",
    "instance": "Folder of this installation",
    "modules": "Folder of modules",
    "anchor_to": "Who is mailed the trail’s last line",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting in force and where it comes from. A secret's value is never in it."""

    variable: str
    words: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Advice:
    """Something about the installation that is worth a change."""

    title: str
    why: str


def in_force(settings: Settings, environ: Mapping[str, str]) -> tuple[Setting, ...]:
    """Every setting with its value and whether it was set or is the default."""
    return tuple(
        Setting(
            variable=f"{PREFIX}{field.name.upper()}",
            words=WORDS.get(field.name, field.name.replace("_", " ").capitalize()),
            value=_shown(field.name, getattr(settings, field.name)),
            source=_source(settings, field.name, environ),
        )
        for field in fields(settings)
    )


def _source(settings: Settings, name: str, environ: Mapping[str, str]) -> str:
    if f"{PREFIX}{name.upper()}" in environ:
        return "Set in the environment"
    if name == "secret_key" and settings.secret_key:
        return "Made by itself, kept in the folder of this installation"
    return "The default"


def _shown(name: str, value: object) -> str:
    if value is None or value == "" or value == ():
        return "Not set"
    if any(word in name for word in SECRET_WORDS):
        return "Set; not shown"
    text = str(value)
    return without_password(text) if "://" in text else text[:300]


def without_password(url: str) -> str:
    """An address without the password in it.

    >>> without_password("smtp://post:hunter2@mail.example:587")
    'smtp://post:(not shown)@mail.example:587'
    """
    parts = urlsplit(url)
    who, at, where = parts.netloc.rpartition("@")
    name, colon, _password = who.partition(":")
    netloc = f"{name}{':(not shown)' if colon else ''}{at}{where}"
    return urlunsplit((parts.scheme, netloc, parts.path, "", ""))


def advice(
    settings: Settings,
    environ: Mapping[str, str],
    python: tuple[int, int, int] = sys.version_info[:3],
) -> tuple[Advice, ...]:
    """What to change, the most urgent first, in plain words."""
    found = (
        (settings.is_demo, "This is a demonstration",
         ("Anybody may sign in as an invented person. Set ELEARN_ENV=production before real people "
         "come.")),
        (not settings.smtp_url, "Name a mail server",
         ("There is none (ELEARN_SMTP_URL), so letters are kept as files in the installation’s "
         "folder and nobody gets them.")),
        (settings.is_production and not settings.anchor_to, "Keep the trail’s last line elsewhere",
         ("Set ELEARN_ANCHOR_TO to an address outside this service. Without it nobody would notice "
         "lines taken off the end of the trail.")),
        (python < SAFE_PYTHON, "Use a newer Python",
         (f"This is Python {'.'.join(map(str, python))}. Before 3.11.15 its mail library lets a "
         "name write into a letter’s headers. This service defends itself, and checks every "
         "letter it sends; a newer Python is better still.")),
        (settings.is_https and not settings.trusted_proxies, "Say how many servers stand in front",
         ("ELEARN_TRUSTED_PROXIES is 0, so tries at signing in are all counted as coming from the "
         "server in front.")),
        (bool(unknown(environ)), "Look at settings that are not known",
         f"These are ignored: {', '.join(unknown(environ)[:10])}."),
    )  # fmt: skip
    return tuple(Advice(title, why) for holds, title, why in found if holds)


def unknown(environ: Mapping[str, str]) -> list[str]:
    """Variables that look like ours and are none."""
    names = {f"{PREFIX}{field.name.upper()}" for field in fields(Settings)}
    elsewhere = tuple(f"{PREFIX}{word}" for word in ("OIDC_", "TEST_", "WELCOME"))
    return sorted(
        key[:60]
        for key in environ
        if key.startswith(PREFIX) and key not in names and not key.startswith(elsewhere)
    )
