"""Every text a learner will read, held to what Markdown and wording may be used in it."""

from collections.abc import Mapping
from typing import Literal

from elearn.content.faults import Fault, Findings, PathTo
from elearn.content.loading import Body, ModuleParts
from elearn.content.markdown import render, render_inline
from elearn.content.placeholders import LONGEST_NATIONAL_NUMBER
from elearn.content.wording import Remark, remarks
from elearn.content.yaml_text import Marked, leaves

MOST_WORDS = 100
MOST_CALLOUTS = 2

Numbers = Mapping[str, str | None]
Style = Literal["plain", "inline", "block", "answer"]

_IN_MODULE: Mapping[str, Style] = {
    **dict.fromkeys(("title", "audience", "why", "outcomes", "note"), "plain"),
    "what_changed": "block",
}
_IN_SCREEN: Mapping[str, Style] = {
    **dict.fromkeys(("title", "name", "alt", "caption"), "plain"),
    **dict.fromkeys(("text", "feedback"), "inline"),
    "transcript": "block",
}
_IN_QUESTIONS: Mapping[str, Style] = {
    **dict.fromkeys(("text", "feedback", "why", "left", "right", "wrong"), "inline"),
    "situation": "block",
    "accepted": "answer",  # plain words to compare with, where 999 may be the answer
}
_IN_SCENARIO: Mapping[str, Style] = {
    "title": "plain",
    "intro": "block",
    "feedback": "block",
    "text": "inline",  # of a choice; that of a node is blocks
}
# YAML joins lines unless the text stands below a |, and an empty line is then no new paragraph.
_LOST: Mapping[Style, str] = {
    "inline": "Write this as one paragraph, without an empty line.",
    "block": "The empty line is lost here. Start the text with | instead of > or on a new line.",
}
_NODE_TEXT = 3  # nodes, its name, text


def check_texts(parts: ModuleParts, contacts: Numbers, findings: Findings) -> None:
    """Faults and warnings about the words of one module."""
    if parts.head is not None:
        _check_yaml(parts.head, _IN_MODULE, contacts)
    for screen in parts.screens:
        _check_yaml(screen.head, _IN_SCREEN, contacts)
        _check_body(screen.body, contacts, findings)
        _check_length(screen.body, findings)
    for scenario in parts.scenarios:
        _check_yaml(scenario.marked, _IN_SCENARIO, contacts)
    for questions in parts.questions:
        _check_yaml(questions.marked, _IN_QUESTIONS, contacts)
    if parts.summary is not None:
        _check_body(parts.summary, contacts, findings)
        title = Body(parts.summary.file, parts.summary_title, 1)
        _check_wording(title, contacts, findings)


def _check_yaml(marked: Marked, styles: Mapping[str, Style], contacts: Numbers) -> None:
    for path, text in leaves(marked.data):
        key = next((part for part in reversed(path) if isinstance(part, str)), "")
        style = styles.get(key)
        if styles is _IN_SCENARIO and key == "text" and _is_of_node(path):
            style = "block"
        if style is None:
            continue
        if style in ("plain", "answer"):
            _check_plain(marked, path, text)
        else:
            _check_markdown(marked, path, text, style)
        for remark in remarks(text, contacts):
            if style == "answer" and _is_national(remark.found):
                continue
            marked.about_text(path, remark.found, remark.message, warning=remark.warning)


def _check_markdown(marked: Marked, path: PathTo, text: str, style: Style) -> None:
    if "\n" in text.strip() and not marked.keeps_lines(path):
        marked.fault(path, _LOST[style])
    rendered = render_inline(text) if style == "inline" else render(text)
    for offset, message in rendered.faults:
        marked.fault_in_text(path, offset, message)


def _is_of_node(path: PathTo) -> bool:
    """Whether a text of a scenario is that of a node, or one shown below it."""
    return len(path) == _NODE_TEXT or path[_NODE_TEXT - 1 : _NODE_TEXT] == ("also",)


def _is_national(found: str) -> bool:
    return found.isdecimal() and len(found) <= LONGEST_NATIONAL_NUMBER


def _check_plain(marked: Marked, path: PathTo, text: str) -> None:
    if "{" in text:
        marked.fault(path, "holds plain words only. Move {contact:…} into the text of a screen.")
    for sign in ("**", "](", "<"):
        if sign in text:
            marked.fault(path, f"holds plain words only, without {sign}.")


def _check_body(body: Body, contacts: Numbers, findings: Findings) -> None:
    for offset, message in render(body.text).faults:
        findings.faults.append(Fault(body.file, body.line + offset, 1, "", message))
    _check_wording(body, contacts, findings)


def _check_wording(body: Body, contacts: Numbers, findings: Findings) -> None:
    for remark in remarks(body.text, contacts):
        kept = findings.warnings if remark.warning else findings.faults
        kept.append(_at(body, remark))


def _at(body: Body, remark: Remark) -> Fault:
    before = body.text[: remark.start]
    line = body.line + before.count("\n")
    return Fault(body.file, line, remark.start - before.rfind("\n"), "", remark.message)


def _check_length(body: Body, findings: Findings) -> None:
    rendered = render(body.text)
    if rendered.words > MOST_WORDS:
        message = (
            f"This screen has {rendered.words} words before its boxes. Aim at 60: one idea a "
            "screen, the rest in ::: details or on a screen of its own."
        )
        findings.warnings.append(Fault(body.file, body.line, 1, "", message))
    if rendered.callouts > MOST_CALLOUTS:
        message = f"This screen has {rendered.callouts} boxes that stand out. Two are enough."
        findings.warnings.append(Fault(body.file, body.line, 1, "", message))
