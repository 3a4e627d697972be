"""A walk through a scenario: one moment at a time, each choice sent and kept, without a script."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.wrappers import Response

from elearn.content.pages import Scenario
from elearn.extensions import db
from elearn.learning.actions.progress import choose
from elearn.learning.forms import number, only, whole_number
from elearn.learning.pages.screens import ChoiceShown, PathStep, ScenarioPage
from elearn.learning.pages.way import ENDING_WORDS, in_a_sentence, tag_words
from elearn.learning.queries.progress import choices_made
from elearn.learning.routes.feature import me, words
from elearn.learning.routes.where import Where, go_on, position
from elearn.learning.walk import (
    MOST_WALKS,
    Made,
    Walk,
    ending_reached,
    follow,
    latest_walk,
)
from elearn.learning.words import Words
from elearn.web.clock import now
from elearn.web.languages import N_, say

CHOOSE = N_("Choose what to do")


def scenario(where: Where, page: Scenario) -> ResponseReturnValue:
    """The moment that was asked for, or what was chosen at it."""
    made = choices_made(
        db.session(), person_id=me(), version_id=where.progress.version_id, page=page.slug
    )
    if request.method == "POST":
        return _act(where, page, made)
    wanted = whole_number(request.args.get("walk"))
    walk = follow(page, _walk_number(wanted, made), made)
    step = whole_number(request.args.get("step"))
    at = len(walk.taken) if step is None else min(step, len(walk.taken))
    return _show(where, page, made, walk, at)


def _act(where: Where, page: Scenario, made: tuple[Made, ...]) -> ResponseReturnValue:
    if request.form.get("act") == "continue":
        if ending_reached(page, made):
            return go_on(where)
        return _to(where)
    walk = follow(page, _walk_number(number(request.form, "walk"), made), made)
    step = number(request.form, "step")
    if step is None or step > len(walk.taken) or walk.is_over and step == len(walk.taken):
        return _to(where)
    if step < len(walk.taken):
        return _to(where, walk.number, step)  # sent twice, or an old page: what was chosen stands
    return _choose(where, page, made, walk)


def _choose(
    where: Where, page: Scenario, made: tuple[Made, ...], walk: Walk
) -> ResponseReturnValue:
    choice = walk.choice(only(request.form, "choice") or "")
    step = len(walk.taken)
    if choice is None or only(request.form, "node") != walk.at.name:
        return _show(where, page, made, walk, step, error=say(CHOOSE))
    choose(
        db.session(),
        person_id=me(),
        version_id=where.progress.version_id,
        page=page.slug,
        walk=walk.number,
        step=step,
        node=walk.at.name,
        choice=choice.id,
        tag=choice.tag,
        now=now(),
    )
    return _to(where, walk.number, step)


def _walk_number(wanted: int | None, made: tuple[Made, ...]) -> int:
    """The walk that was asked for: one there is, or the one after it; else the latest."""
    latest = latest_walk(made)
    newest = min(latest + 1, MOST_WALKS) if made else 1
    return wanted if wanted is not None and 1 <= wanted <= newest else latest


def _to(where: Where, walk: int | None = None, step: int | None = None) -> Response:
    there = url_for(
        "learning.screen", module=where.module.slug, page=where.page.slug, walk=walk, step=step
    )
    return redirect(there, 303)


def _show(
    where: Where,
    page: Scenario,
    made: tuple[Made, ...],
    walk: Walk,
    step: int,
    error: str | None = None,
) -> ResponseReturnValue:
    fill = words().speaking(where.tongue)
    if step < len(walk.taken):
        shown = _made_page(where, page, walk, step, fill)
    else:
        shown = _moment_page(where, page, made, walk, fill, error)
    return render_template("learning/scenario.html", page=shown)


def _made_page(where: Where, page: Scenario, walk: Walk, step: int, fill: Words) -> ScenarioPage:
    taken = walk.taken[step]
    return ScenarioPage(
        title=page.title,
        at=position(where),
        state="feedback",
        walk=walk.number,
        step=step,
        node=taken.node.name,
        intro=Markup(),
        html=fill.blocks(taken.choice.feedback),
        chosen=fill.line(taken.choice.text),
        tag=tag_words(taken),
        good=taken.is_good,
        law_sensitive=page.law_sensitive,
    )


def _path(walk: Walk, fill: Words) -> tuple[PathStep, ...]:
    return tuple(
        PathStep(
            text=fill.line(one.choice.text),
            tag=tag_words(one),
            good=one.is_good,
            led_to=fill.blocks(one.choice.feedback),
        )
        for one in walk.taken
    )


def _moment_page(
    where: Where,
    page: Scenario,
    made: tuple[Made, ...],
    walk: Walk,
    fill: Words,
    error: str | None,
) -> ScenarioPage:
    ending = walk.at.ending or ""
    step = len(walk.taken)
    return ScenarioPage(
        title=page.title,
        at=position(where),
        state="ending" if ending else "choose",
        walk=walk.number,
        step=step,
        node=walk.at.name,
        intro=fill.blocks(page.intro) if step == 0 else Markup(),
        html=fill.blocks(walk.html),
        choices=tuple(ChoiceShown(one.id, fill.label(one.text)) for one in walk.choices),
        law_sensitive=page.law_sensitive,
        ending=ending,
        ending_words=say(ENDING_WORDS.get(ending, "")),
        path=_path(walk, fill) if ending else (),
        sentence=in_a_sentence(walk.taken) if ending else "",
        can_go_on=ending_reached(page, made),
        can_walk_again=bool(ending) and latest_walk(made) < MOST_WALKS,
        errors=((error, "#choice"),) if error else (),
    )
