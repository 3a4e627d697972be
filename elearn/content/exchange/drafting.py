"""A questions file of drafts: what was taken, each with a comment that says what it still needs."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from elearn.content.exchange.taking import Draft

WIDTH = 96
HEAD = """\
# Drafts from {source}, made by `flask modules import-items`. Each needs what its comment says
# before it can stand in a module. `flask modules check` says what is left.
topic: {topic}
items:
"""


def with_ids(
    drafts: Sequence[Draft], *, code: str, topic: str, taken: Collection[str]
) -> tuple[Draft, ...]:
    """The drafts, each with an id: its own if it came from here, else the next that is free."""
    stem = f"{code}-{topic}-".lower()
    theirs = {str(draft.item["id"]) for draft in drafts}
    numbers = (_number(key.removeprefix(stem)) for key in {*taken, *theirs} if key.startswith(stem))
    number = max(numbers, default=0)
    named: dict[str, Draft] = {}
    for draft in drafts:
        key = str(draft.item["id"])
        if not key or key in named:
            number += 1
            key = f"{stem}{number:02}"
        named[key] = replace(draft, item={**draft.item, "id": key})
    return tuple(named.values())


def _number(text: str) -> int:
    digits = re.search(r"\d+", text)
    return int(digits[0]) if digits else 0


def draft_file(drafts: Iterable[Draft], *, topic: str, source: str) -> str:
    """The text of a questions file that holds the drafts."""
    pieces = [HEAD.format(source=_line(source), topic=topic)]
    for draft in drafts:
        pieces.append(f'  # Line {draft.line}, "{_line(draft.name)}". {_to_add(draft.to_add)}\n')
        pieces.append(_indented(draft.item) + "\n")
    return "".join(pieces).rstrip("\n") + "\n"


def _to_add(what: Sequence[str]) -> str:
    return f"To add: {', '.join(what)}." if what else "Nothing is missing."


def _line(text: str) -> str:
    """A text that stands on one line of a comment."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _indented(item: Mapping[str, Any]) -> str:
    import yaml  # noqa: PLC0415 heavy, and only needed for an import

    class Dumper(yaml.SafeDumper):
        """Quotes what the rules of YAML 1.2 could take for a number."""

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, False)

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
        style = "|" if "\n" in value else None if value[:1].isalpha() else '"'
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    Dumper.add_representer(str, text)
    dumped = yaml.dump(
        [dict(item)], Dumper=Dumper, sort_keys=False, allow_unicode=True, width=WIDTH
    )
    return "".join(f"  {line}\n" if line else "\n" for line in dumped.split("\n")[:-1])
