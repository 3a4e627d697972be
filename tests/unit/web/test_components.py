"""Our macros give the HTML of GOV.UK Frontend for the options they support."""

import json
from pathlib import Path

import pytest
from markupsafe import Markup

from tests.support.html import templates, tree

FIXTURES = Path(__file__).parents[2] / "fixtures" / "govuk"
ENVIRONMENT = templates()


def upstreams(html: str) -> Markup:
    return Markup(html)  # noqa: S704 - written by upstream, kept in this repository


def words(options: dict, name: str):
    return options.get(name, {}).get("text")


def size(part: dict) -> str | None:
    _, _, found = part.get("classes", "").rpartition("--")
    return found.removeprefix("width-") or None


def common(options: dict) -> dict:
    return {
        "name": options["name"],
        "id": options.get("id"),
        "hint": words(options, "hint"),
        "error": words(options, "errorMessage"),
    }


def labelled(options: dict) -> dict:
    label = options["label"]
    return common(options) | {
        "label": label["text"],
        "label_size": size(label),
        "heading": label.get("isPageHeading", False),
    }


def chosen(options: dict, *names: str) -> dict:
    return {name: options[name] for name in names if name in options}


def legend(options: dict) -> dict:
    part = options.get("fieldset", {}).get("legend", {})
    return {
        "legend": part.get("text"),
        "legend_size": size(part),
        "heading": part.get("isPageHeading", False),
    }


def items(options: dict) -> dict:
    made = []
    for item in options.get("items", []):
        plain = {key: item[key] for key in item if key in ("value", "text", "divider", "checked")}
        plain["text"] = upstreams(item["html"]) if "html" in item else item.get("text")
        if "hint" in item:
            plain["hint"] = item["hint"]["text"]
        made.append(plain)
    return {"items": made}


def button(o):
    kind = size(o) or "primary"
    once = o.get("preventDoubleClick", False)
    return {"kind": kind, "once": once} | chosen(
        o, "text", "name", "type", "value", "disabled", "id"
    )


def radios(o):
    made = common(o) | legend(o) | items(o) | chosen(o, "value")
    classes = o.get("classes", "")
    return made | {
        "id": o.get("idPrefix"),
        "small": "--small" in classes,
        "inline": "--inline" in classes,
    }


def checkboxes(o):
    made = common(o) | legend(o) | items(o) | chosen(o, "values")
    return made | {"id": o.get("idPrefix"), "small": "--small" in o.get("classes", "")}


def text_input(o):
    return (
        labelled(o)
        | {"width": size(o), "prefix": words(o, "prefix"), "suffix": words(o, "suffix")}
        | chosen(o, "type", "value", "inputmode", "autocomplete", "spellcheck", "disabled")
        | chosen(o, "attributes")
    )


def password(o):
    made = labelled(o) | {"width": size(o)} | chosen(o, "autocomplete")
    del made["heading"]
    return made


def textarea(o):
    made = labelled(o) | chosen(o, "value", "rows", "autocomplete", "spellcheck")
    return made | {"max_length": o.get("maxlength"), "cautioned": False}  # the caution is ours


def select(o):
    return labelled(o) | chosen(o, "value") | {"items": o.get("items", [])}


def file_upload(o):
    made = labelled(o) | chosen(o, "multiple", "disabled")
    del made["heading"]
    return made


def date_input(o):
    made = common({"name": "", **o}) | legend(o) | chosen(o.get("values", {}), *PARTS)
    return made | {"wrong": [part for part in PARTS if o.get(part, {}).get("error")]}


PARTS = ("day", "month", "year")


def error_summary(o):
    made = [(item["text"], item.get("href")) for item in o["errorList"]]
    return {"errors": made, "title": o["titleText"]}


def fieldset(o):
    part = legend({"fieldset": o})
    part["size"] = part.pop("legend_size")
    return part | {"described_by": o.get("describedBy"), "role": o.get("role")}


def notification(o):
    made = {"text": o["text"], "kind": o.get("type"), "title": o.get("titleText")}
    return made | ({"id": o["titleId"]} if "titleId" in o else {})


def pagination(o):
    return {name: o[name]["href"] for name in ("previous", "next") if name in o}


def breadcrumbs(o):
    return {"items": o["items"]} | ({"label": o["labelText"]} if "labelText" in o else {})


def summary_list(o):
    rows = []
    for row in o["rows"]:
        value = row["value"]
        made = {"key": row["key"]["text"], "value": value.get("text") or upstreams(value["html"])}
        for action in row.get("actions", {}).get("items", []):
            made |= {"href": action["href"], "action": action["text"]}
        rows.append(made)
    return {"rows": rows, "no_border": "no-border" in o.get("classes", "")}


def table(o):
    columns = [(head["text"], "format" in head) for head in o["head"]]
    rows = [[cell["text"] for cell in row] for row in o["rows"]]
    return {"caption": o["caption"], "columns": columns, "rows": rows, "small": False}


# component: (file, macro, our arguments for upstream's options)
MACROS = {
    "button": ("buttons", "button", button),
    "back-link": ("buttons", "back_link", lambda o: {"href": "#"} | chosen(o, "href", "text")),
    "radios": ("forms", "radios", radios),
    "checkboxes": ("forms", "checkboxes", checkboxes),
    "input": ("forms", "input", text_input),
    "password-input": ("forms", "password_input", password),
    "textarea": ("forms", "textarea", textarea),
    "character-count": ("forms", "textarea", textarea),
    "select": ("forms", "select", select),
    "file-upload": ("forms", "file_upload", file_upload),
    "date-input": ("forms", "date_input", date_input),
    "error-summary": ("forms", "error_summary", error_summary),
    "fieldset": ("forms", "fieldset", fieldset),
    "details": (
        "text",
        "details",
        lambda o: {"summary": o["summaryText"]} | chosen(o, "text", "open", "id"),
    ),
    "tag": ("text", "tag", lambda o: {"text": o["text"]}),
    "inset-text": ("text", "inset", lambda o: chosen(o, "text", "id")),
    "warning-text": ("text", "warning", lambda o: {"text": o["text"]}),
    "notification-banner": ("text", "notification", notification),
    "phase-banner": ("text", "phase_banner", lambda o: {"word": "", "text": o["text"]}),
    "panel": (
        "text",
        "panel",
        lambda o: {"title": o["titleText"], "level": o.get("headingLevel", 1)} | chosen(o, "text"),
    ),
    "pagination": ("lists", "pagination", pagination),
    "breadcrumbs": ("text", "breadcrumbs", breadcrumbs),
    "summary-list": ("lists", "summary_list", summary_list),
    "table": ("tables", "table", table),
    "exit-this-page": ("text", "exit_this_page", lambda o: {"url": o["redirectUrl"]}),
}


def examples():
    for component in sorted(MACROS):
        for example in json.loads((FIXTURES / f"{component}.json").read_text("utf-8")):
            yield pytest.param(component, example, id=f"{component}: {example['name']}")


def draw(component: str, options: dict) -> str:
    file, macro, arguments = MACROS[component]
    module = ENVIRONMENT.get_template(f"components/{file}.html").module
    made = arguments(options)
    if component == "fieldset":
        made["caller"] = lambda: ""
    return getattr(module, macro)(**made)


@pytest.mark.parametrize(("component", "example"), list(examples()))
def test_a_macro_gives_upstreams_html(component, example):
    assert tree(draw(component, example["options"])) == tree(example["html"])


def test_every_component_has_its_examples():
    assert {path.stem for path in FIXTURES.glob("*.json")} == set(MACROS)
