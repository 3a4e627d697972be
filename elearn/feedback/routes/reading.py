"""What was said of the modules, for authors and the coordinator: counts and comments, no names."""

from flask import abort, g, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from elearn.access.policy import Permission, may
from elearn.domain.coverage import RuleSet
from elearn.domain.feedback import ABOUT_MODULES, CHANGE, CLEAR, FEWEST, USED, USEFUL
from elearn.extensions import db
from elearn.feedback.feature import EITHER_FILE, READ, feedback
from elearn.feedback.pages.figures import MODULES, Line, lines, of_module, table, yes_share
from elearn.feedback.pages.shapes import ModulePage, ModulesPage
from elearn.feedback.queries.modules import ModuleSaid, comments, modules
from elearn.web.clock import today
from elearn.web.downloads import download
from elearn.web.languages import N_
from elearn.web.rules import rules_today

HOME = "/feedback"
LEDE = (
    "What people said after a module, and three months later whether they have used it. Counted in "
    "whole tens of answers, so that nobody is seen to answer; from ten answers on."
)
LISTED = (USEFUL, CLEAR, CHANGE, USED)


@feedback.page(HOME, needs=READ, menu=(N_("Feedback"), 50))
def listed() -> ResponseReturnValue:
    rules = rules_today()
    page = ModulesPage(
        title="Feedback on the modules",
        lede=LEDE,
        rows=tuple(_cells(one, rules) for one in modules(db.session())),
        may_run=may(g.actor, Permission.RUN_SURVEYS),
    )
    return render_template("feedback/modules.html", page=page)


def _cells(said: ModuleSaid, rules: RuleSet) -> tuple[object, ...]:
    shown = of_module(said, rules)
    link = Markup('<a class="govuk-link" href="{}">{} {}</a>').format(
        url_for(".of_module_page", module=said.slug), said.code, said.title
    )
    base = shown[USEFUL.key].base if USEFUL.key in shown else f"Fewer than {FEWEST}"
    return (link, base, *(yes_share(shown, one) for one in LISTED))


@feedback.page(f"{HOME}.{EITHER_FILE}", needs=READ)
def listed_file(kind: str) -> ResponseReturnValue:
    rules = rules_today()
    rows: list[Line] = []
    for said in modules(db.session()):
        shown = of_module(said, rules)
        for one in ABOUT_MODULES:
            if one.key in shown:
                rows += lines(one, shown[one.key], module=said.code)
    return download(MODULES, rows, kind, name=f"feedback-{today()}")


@feedback.page(f"{HOME}/<slug:module>", needs=READ)
def of_module_page(module: str) -> ResponseReturnValue:
    said = next(iter(modules(db.session(), slug=module)), None) or abort(404)
    shown = of_module(said, rules_today())
    page = ModulePage(
        title=f"Feedback: {said.title}",
        tables=tuple(table(one, shown[one.key]) for one in ABOUT_MODULES if one.key in shown),
        too_few=tuple(one.text for one in ABOUT_MODULES if one.key not in shown),
        comments=comments(db.session(), slug=module) if USEFUL.key in shown else (),
    )
    return render_template("feedback/module.html", page=page)
