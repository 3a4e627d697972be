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
KNOWN_ELSEWHERE = ("ELEARN_TEST_", "ELEARN_WELCOME")
SHORTEST_SECRET = 32
CHOICES = {"quiz_pages": ("one", "all"), "second_factor": ("required", "offered")}
SHORTEST_TOKEN = 20
BACKUPS_KEPT = range(1, 36)  # days; they hold people who were erased since
WHOLE_NUMBERS = {
    "trusted_proxies": "a number of proxies, such as 1",
    "backup_keep_days": "a number of days, 1 to 35",
    "slow_query_ms": "a number of milliseconds, such as 500, or 0",
}
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
MANY_TENANTS = frozenset({"common", "organizations", "consumers"})

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

    database_url: str = f"sqlite:///{ROOT / 'instance' / 'elearn.db'}"  # it follows ``instance``
    secret_key: str = ""
    base_url: str = "http://127.0.0.1:8000"
    partnership: str = "Northmoor and the Isles Modern Slavery Partnership"
    smtp_url: str = ""
    mail_from: str = "training@northmoor.example"
    redis_url: str = ""
    env: Environment = Environment.DEMO
    second_factor: str = "required"  # of every role beyond learner, or "offered"
    old_secret_keys: str = ""  # with commas between; see "Changing the secret key"
    quiz_pages: str = "one"  # "one" question a page, or "all" on one
    trusted_proxies: int = 0
    instance: str = str(ROOT / "instance")
    modules: str = str(ROOT / "modules")
    backup_to: str = ""  # the folder of the nightly backup
    backup_key: str = ""  # an age public key
    backup_then: str = ""  # a command; {} stands for the file
    backup_keep_days: int = 35
    metrics_token: str = ""
    slow_query_ms: int = 500  # 0: none is logged
    oidc_issuer: str = ""  # empty: nobody signs in with another service
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_name: str = "your work account"
    oidc_mfa: str = ""  # values of amr or acr that count as a second step, with commas between
    anchor_to: str = ""  # who is mailed the trail's last line each day

    @property
    def former_secret_keys(self) -> tuple[str, ...]:
        """What the secret was before, latest first: still read with, never written with."""
        return tuple(one for part in self.old_secret_keys.split(",") if (one := part.strip()))

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
        if read.get("instance") and not read.get("database_url"):
            file = Path(str(read["instance"])).resolve() / "elearn.db"
            read["database_url"] = f"sqlite:///{file}"
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
        for name, words in CHOICES.items():
            if getattr(self, name) not in words:
                raise SettingsError(f"{PREFIX}{name.upper()} is {' or '.join(words)}.")
        if urlsplit(self.base_url).scheme not in ("http", "https"):
            raise SettingsError("ELEARN_BASE_URL starts with https:// (or http:// on your desk).")
        self._check_oidc()
        self._check_operations()
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

    def _check_operations(self) -> None:
        if self.backup_keep_days not in BACKUPS_KEPT:
            raise SettingsError("ELEARN_BACKUP_KEEP_DAYS is a number of days, 1 to 35.")
        if self.metrics_token and len(self.metrics_token) < SHORTEST_TOKEN:
            raise SettingsError("ELEARN_METRICS_TOKEN has at least 20 random characters.")

    def _check_oidc(self) -> None:
        if not self.oidc_issuer:
            return
        parts = urlsplit(self.oidc_issuer)
        if not self.oidc_client_id:
            raise SettingsError("Set ELEARN_OIDC_CLIENT_ID to what the service calls this one.")
        is_here = parts.scheme == "http" and parts.hostname in LOOPBACK and not self.is_production
        if not (parts.hostname and (parts.scheme == "https" or is_here)):
            raise SettingsError("ELEARN_OIDC_ISSUER starts with https://.")
        if MANY_TENANTS & set(parts.path.split("/")) or "{" in parts.path:
            raise SettingsError(
                "ELEARN_OIDC_ISSUER names one tenant, such as "
                "https://login.microsoftonline.com/(tenant id)/v2.0, not common or organizations."
            )


def _typed(name: str, value: str) -> object:
    if name == "env":
        try:
            return Environment(value)
        except ValueError:
            raise SettingsError("ELEARN_ENV is production, demo or test.") from None
    if name in WHOLE_NUMBERS:
        if not value.isdecimal():
            raise SettingsError(f"{PREFIX}{name.upper()} is {WHOLE_NUMBERS[name]}.")
        return int(value)
    if name == "base_url":
        return value.rstrip("/")
    return value
