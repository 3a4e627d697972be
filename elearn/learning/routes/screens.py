"""The pages of a module: screens with their practice checks, and scenarios."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.content.pages import Check, Scenario, Screen
from elearn.learning.forms import number, read_check
from elearn.learning.pages.screens import CheckShown, Feedback, OptionShown, ScreenPage
from elearn.learning.routes.feature import TAKE, learning, words
from elearn.learning.routes.scenario import scenario
from elearn.learning.routes.where import Where, find, go_on, position
from elearn.learning.words import Words


@learning.page("/learn/<slug:module>/<slug:page>", needs=TAKE, methods=("GET", "POST"))
def screen(module: str, page: str) -> ResponseReturnValue:
    where = find(module, page)
    if request.method == "POST" and _is_outdated(where):
        return redirect(url_for("learning.module", module=module), 303)
    if where is None:
        abort(404)
    if isinstance(where.page, Scenario):
        return scenario(where, where.page)
    if request.form.get("act") == "continue":
        return go_on(where)
    return _show(where, where.page)


def _is_outdated(where: Where | None) -> bool:
    """Whether the form came from another version than the one the learner is on now: a newer one
    was published while they read the first screen. They are shown the newer one."""
    return where is None or number(request.form, "version") != where.progress.number


def _show(where: Where, page: Screen) -> ResponseReturnValue:
    fill = words()
    check = _check(page.check, fill) if page.check else None
    errors = ((check.error, "#check"),) if check and check.error else ()
    return render_template(
        "learning/screen.html",
        page=ScreenPage(page.title, position(where), fill.blocks(page.html), check, errors),
    )


def _check(check: Check, fill: Words) -> CheckShown:
    chosen, error = frozenset[str](), None
    if request.method == "POST":
        read, error = read_check(request.form, check)
        chosen = read or frozenset()
    return CheckShown(
        legend=fill.label(check.text),
        multiple=check.multiple,
        options=tuple(
            OptionShown(option.id, fill.label(option.text), option.id in chosen)
            for option in check.options
        ),
        error=error,
        feedback=_feedback(check, chosen, fill) if chosen else None,
    )


def _feedback(check: Check, chosen: frozenset[str], fill: Words) -> Feedback:
    right = chosen == {option.id for option in check.options if option.correct}
    said = [option for option in check.options if option.id in chosen]
    answer = [option for option in check.options if option.correct and option.id not in chosen]
    return Feedback(
        right=right,
        said=tuple(fill.line(option.text) for option in said),
        comments=tuple(fill.line(option.feedback) for option in said),
        answer=tuple(fill.line(option.text) for option in answer),
        answer_comments=tuple(fill.line(option.feedback) for option in answer),
    )
