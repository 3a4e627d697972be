"""Settings, read from the environment once, checked at start, and never changed."""

import logging
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent
PREFIX = "ELEARN_"
EXAMPLE_SECRETS = frozenset({"change-me", "secret", "dev", "example"})
KNOWN_ELSEWHERE = ("ELEARN_OIDC_", "ELEARN_TEST_", "ELEARN_WELCOME")
SHORTEST_SECRET = 32

log = logging.getLogger(__name__)


class SettingsError(Exception):
    """A setting with which the service must not start, in a sentence for whoever runs it."""


class Environment(StrEnum):
    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between installations. Field names are the variables' names
    without ``ELEARN_``, in lower case."""

    database_url: str = f"sqlite:///{ROOT / 'instance' / 'elearn.db'}"
    secret_key: str = ""
    base_url: str = "http://127.0.0.1:8000"
    partnership: str = "Northmoor and the Isles Modern Slavery Partnership"
    smtp_url: str = ""
    mail_from: str = "training@northmoor.example"
    redis_url: str = ""
    env: Environment = Environment.DEMO
    quiz_pages: str = "one"  # "one" question a page, or "all" on one
    trusted_proxies: int = 0
    instance: str = str(ROOT / "instance")
    modules: str = str(ROOT / "modules")

    @property
    def is_demo(self) -> bool:
        return self.env is Environment.DEMO

    @property
    def is_production(self) -> bool:
        return self.env is Environment.PRODUCTION

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read and check the settings; raise SettingsError for the first that cannot stand."""
        values = dict(os.environ if environ is None else environ)
        names = {field.name for field in fields(cls)}
        read: dict[str, object] = {}
        for key, value in values.items():
            if not key.startswith(PREFIX) or key.startswith(KNOWN_ELSEWHERE):
                continue
            name = key.removeprefix(PREFIX).lower()
            if name in names:
                read[name] = _typed(name, value)
            else:
                log.warning("%s is not a setting of this service and is ignored", key)
        settings = cls(**read)  # type: ignore[arg-type]
        return settings._with_secret()._checked()

    def _with_secret(self) -> "Settings":
        """Outside production a missing secret is made once and kept in the instance folder."""
        if self.secret_key or self.is_production:
            return self
        path = Path(self.instance) / "secret_key"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(secrets.token_urlsafe(48), "utf-8")
            path.chmod(0o600)
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return Settings(**values | {"secret_key": path.read_text("utf-8").strip()})

    def _checked(self) -> "Settings":
        if self.quiz_pages not in ("one", "all"):
            raise SettingsError("ELEARN_QUIZ_PAGES is one or all.")
        if urlsplit(self.base_url).scheme not in ("http", "https"):
            raise SettingsError("ELEARN_BASE_URL starts with https:// (or http:// on your desk).")
        if not self.is_production:
            return self
        if len(self.secret_key) < SHORTEST_SECRET or self.secret_key in EXAMPLE_SECRETS:
            raise SettingsError(
                "Set ELEARN_SECRET_KEY to at least 32 random characters "
                "(python3 -c 'import secrets; print(secrets.token_urlsafe(48))'), "
                "or ELEARN_ENV=demo to look around."
            )
        if not self.is_https:
            raise SettingsError("Set ELEARN_BASE_URL to the https:// address people will use.")
        return self


def _typed(name: str, value: str) -> object:
    if name == "env":
        try:
            return Environment(value)
        except ValueError:
            raise SettingsError("ELEARN_ENV is production, demo or test.") from None
    if name == "trusted_proxies":
        if not value.isdecimal():
            raise SettingsError("ELEARN_TRUSTED_PROXIES is a number of proxies, such as 1.")
        return int(value)
    if name == "base_url":
        return value.rstrip("/")
    return value
