"""Puts the parts together: extensions, features, guard, transactions, templates, commands."""

from functools import cache
from pathlib import Path

import click
from flask import Flask
from werkzeug.local import LocalProxy
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from elearn.accounts import sessions
from elearn.accounts.routes import accounts
from elearn.admin.routes import admin
from elearn.agency.routes import agency
from elearn.audit.routes import audit
from elearn.authoring.routes import authoring
from elearn.briefings.routes import briefings
from elearn.certificates.routes import certificates
from elearn.config import ROOT, Environment, Settings
from elearn.contacts.routes import contacts
from elearn.demo.accounts import DEMO_ACCOUNTS
from elearn.evidence.routes import evidence
from elearn.extensions import csrf, db, engine_options, limiter, prepare_engine
from elearn.feedback.routes import feedback
from elearn.gateways.documents import TypstDocuments
from elearn.gateways.mail import FilePostbox, Postbox
from elearn.gateways.smtp import SmtpPostbox, SmtpServer
from elearn.health.counting import count_requests
from elearn.health.routes import health
from elearn.learning.routes import learning
from elearn.offline.routes import offline
from elearn.privacy.routes import privacy
from elearn.public.routes import public
from elearn.referrals.routes import referrals
from elearn.reminders.routes import reminders
from elearn.requirements.routes import requirements
from elearn.returns.routes import returns
from elearn.roster.routes import roster
from elearn.spaced.routes import spaced
from elearn.staff.routes import staff
from elearn.web.assets import IMMUTABLE, STATIC_FOLDER
from elearn.web.context import give_context
from elearn.web.converters import CONVERTERS
from elearn.web.errors import show_errors
from elearn.web.guard import guard
from elearn.web.headers import SecurityHeaders, number_requests
from elearn.web.intake import take_in
from elearn.web.languages import give_languages
from elearn.web.logs import log_requests, write_log
from elearn.web.rates import limit_rates
from elearn.web.request import PageRequest
from elearn.web.slow import watch_statements
from elearn.web.sparing import without
from elearn.web.transaction import end_with_request
from elearn.web.wrapping import give_wrapping

FEATURES = (
    public,
    health,
    accounts,
    learning,
    certificates,
    agency,
    contacts,
    roster,
    staff,
    evidence,
    returns,
    referrals,
    briefings,
    feedback,
    reminders,
    requirements,
    audit,
    offline,
    spaced,
    authoring,
    admin,
    privacy,
)
A_DAY = 86_400


def wire(app: Flask, settings: Settings) -> None:
    """Everything in the order in which it has to happen."""
    write_log()
    app.request_class = PageRequest
    number_requests(app)
    log_requests(app)
    count_requests(app)
    take_in(app, settings.base_url)
    _extensions(app, settings)
    app.extensions["documents"] = TypstDocuments()
    app.extensions["postbox"] = _postbox(settings)
    app.extensions["queue"] = LocalProxy(cache(lambda: _queue(app, settings)))
    app.extensions["migrate"] = LocalProxy(cache(lambda: _migrations(app)))
    if settings.env is Environment.TEST or click.get_current_context(silent=True):
        _commands(app)
    app.url_map.converters.update(CONVERTERS)
    end_with_request(app)
    for feature in FEATURES:
        app.register_blueprint(feature)
    sessions.init_app(app)
    guard(app, sessions.load_actor)
    limit_rates(app)
    give_context(app, sessions.describe)
    give_wrapping(app)
    give_languages(app)
    if settings.is_demo:
        app.extensions["demo_accounts"] = DEMO_ACCOUNTS
    show_errors(app)
    _serve_static(app)
    app.wsgi_app = SecurityHeaders(app.wsgi_app, https=settings.is_https)  # type: ignore[method-assign]
    _believe_proxies(app, settings.trusted_proxies)


def _extensions(app: Flask, settings: Settings) -> None:
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(settings.database_url)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine, must_last=settings.env is not Environment.TEST)
        if not click.get_current_context(silent=True):  # a command says itself what it does
            watch_statements(db.engine, over_ms=settings.slow_query_ms)
    csrf.init_app(app)
    limiter.init_app(app)


def _queue(app: Flask, settings: Settings) -> object:
    unused = () if settings.redis_url else ("redis",)
    with without("psycopg", *unused):  # where the database is PostgreSQL, it is loaded by now
        from elearn.queue import make_queue  # noqa: PLC0415 - huey loads what not all need

    return make_queue(app, settings)


def _commands(app: Flask) -> None:
    """Where commands are run: all of them, ``flask db`` among them."""
    from elearn.cli import add_commands  # noqa: PLC0415 - a server runs none of them

    _migrations(app)
    add_commands(app)


def _migrations(app: Flask) -> object:
    from flask_migrate import Migrate  # noqa: PLC0415 - alembic costs a start 300 ms

    Migrate(render_as_batch=True, compare_type=True).init_app(
        app, db, directory=str(ROOT / "migrations")
    )
    return app.extensions["migrate"]


def _postbox(settings: Settings) -> Postbox:
    """The mail server of the settings; without one, letters become files in the instance folder."""
    if settings.smtp_url:
        return SmtpPostbox(SmtpServer.from_url(settings.smtp_url), settings.mail_from)
    return FilePostbox(Path(settings.instance) / "mail", settings.mail_from)


def _serve_static(app: Flask) -> None:
    """Static files by hashed name, compressed beforehand, without touching the application."""
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(STATIC_FOLDER),
        prefix="static/",
        max_age=A_DAY,
        allow_all_origins=False,
        immutable_file_test=IMMUTABLE,
    )


def _believe_proxies(app: Flask, hops: int) -> None:
    """Take the client's address from the proxies that the settings name, and from no other."""
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
