"""Training and awareness for the frontline staff of a modern slavery partnership."""

from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined

from elearn.config import Settings
from elearn.web.cookie import SessionCookie
from elearn.web.late import LateRule
from elearn.web.starting import KeptTemplates, quickly
from elearn.web.templating import Templates

with quickly():
    from elearn.wiring import wire  # it loads every feature

MOST_UPLOAD_BYTES = 10 * 1024 * 1024
MOST_FORM_BYTES = 1024 * 1024
MOST_FORM_FIELDS = 500
REDIS_PATIENCE = {"socket_connect_timeout": 1.0, "socket_timeout": 1.0}


def create_app(settings: Settings | None = None) -> Flask:
    """The application for these settings (by default: those of the environment)."""
    settings = settings or Settings.from_environment()
    app = Flask(__name__, template_folder="web/templates", static_folder=None)
    app.config.from_mapping(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.former_secret_keys),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        MAX_CONTENT_LENGTH=MOST_UPLOAD_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_FORM_BYTES,
        MAX_FORM_PARTS=MOST_FORM_FIELDS,
        SESSION_COOKIE_NAME="__Host-elearn" if settings.is_https else "elearn",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # it wants a Referer; see web/intake.py
        RATELIMIT_STORAGE_URI=settings.redis_url or "memory://",
        RATELIMIT_HEADERS_ENABLED=False,
        # without its Redis each process counts for itself, and nobody waits long to find that out
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=bool(settings.redis_url),
        RATELIMIT_STORAGE_OPTIONS=REDIS_PATIENCE if settings.redis_url else {},
    )
    app.session_interface = SessionCookie()
    app.url_rule_class = LateRule
    app.jinja_environment = Templates
    app.extensions["settings"] = settings
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Path(settings.instance).mkdir(parents=True, exist_ok=True)
    with quickly():
        wire(app, settings)
    app.jinja_env.bytecode_cache = KeptTemplates(app.jinja_env)
    return app
