"""The settings in force, where each comes from, and where those of the partnership are changed."""

import os

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from elearn.admin.common import files
from elearn.admin.feature import ADMINISTER, EITHER_FILE, admin
from elearn.admin.installation import Setting, advice, in_force
from elearn.admin.pages import ListPage
from elearn.config import Settings
from elearn.reporting.table import Column, Report
from elearn.web.downloads import download

SETTINGS: Report[Setting] = Report(
    "Settings in force",
    (
        Column("Setting", lambda row: row.words, "setting"),
        Column("Variable", lambda row: row.variable, "variable"),
        Column("Value", lambda row: row.value, "value"),
        Column("Where it comes from", lambda row: row.source, "source"),
    ),
    purpose="For looking after the service. Secrets are not in it.",
)
EDITED = (
    ("Change when people are asked five questions", "spaced.intervals"),
    ("See how long things are kept", "privacy.retention"),
    ("See which agencies let names be seen", "privacy.sharing"),
)


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


@admin.page("/admin/settings", needs=ADMINISTER)
def settings_page() -> ResponseReturnValue:
    found = in_force(settings(), os.environ)
    warnings = advice(settings(), os.environ)
    page = ListPage(
        title="Settings",
        intro="What this installation runs with. These are read once when it starts, and are "
        "changed on the server. Secrets are never shown.",
        caption="Settings in force",
        columns=("Setting", "Value", "Where it comes from"),
        rows=tuple(
            ({"text": one.words, "note": one.variable}, one.value, one.source) for one in found
        ),
        empty="",
        state="watch" if warnings else "good",
        word=" ".join(f"{one.title}: {one.why}" for one in warnings)
        or "Nothing about the settings needs a change.",
        files=files(".settings_file"),
        links=tuple(
            (words, url_for(endpoint))
            for words, endpoint in EDITED
            if endpoint in current_app.view_functions
        ),
    )
    return render_template("admin/list.html", page=page)


@admin.page(f"/admin/settings.{EITHER_FILE}", needs=ADMINISTER)
def settings_file(kind: str) -> ResponseReturnValue:
    return download(SETTINGS, in_force(settings(), os.environ), kind, name="settings")
