"""Reads ``modules/<slug>/translations/<language>/``: what may be shown of it, and every fault."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from elearn.content.faults import Fault, Findings, PathTo
from elearn.content.item_schema import QuestionsFile
from elearn.content.loading import (
    Body,
    ModuleParts,
    QuestionsPart,
    ScenarioPart,
    ScreenPart,
    read_text,
)
from elearn.content.schema import ModuleFile, ScenarioFile, ScreenHead
from elearn.content.text_checks import Numbers, check_texts
from elearn.content.translations.comparing import Pair, compared
from elearn.content.translations.head import Head, read_head
from elearn.content.translations.texts import BODY, texts_of, with_texts
from elearn.content.yaml_text import Marked, read_yaml

FOLDER = "translations"
TITLE: PathTo = ("title",)


@dataclass(slots=True)
class Told:
    """One translation as far as it may be shown. ``parts`` are the English ones with its words;
    what is not whole or is out of date is left out of them."""

    head: Head
    parts: ModuleParts
    has_head: bool = False
    has_quiz: bool = False


@dataclass(slots=True)
class _Reader:
    """One language's folder. ``seen`` is read as a module's own texts are, for how it is written;
    ``left`` names the files that fall back."""

    folder: Path
    file: str
    english: ModuleParts
    findings: Findings
    seen: ModuleParts
    left: list[str] = field(default_factory=list)

    def marked(self, name: str) -> tuple[Marked, Body] | None:
        """A file's values, and what stands below them in one with a front matter."""
        path, file = self.folder / name, f"{self.file}/{name}"
        if not path.is_file():
            self.left.append(name)
            return None
        text = read_text(path, file=file, findings=self.findings)
        if text is None:
            return None
        if path.suffix != ".md":
            found = read_yaml(text, file=file, findings=self.findings)
            return (found, Body(file, "", 1)) if found else None
        return self._with_front(text, file)

    def _with_front(self, text: str, file: str) -> tuple[Marked, Body] | None:
        lines = text.split("\n")
        closing = next((at for at, one in enumerate(lines[1:], 1) if one.rstrip() == "---"), None)
        if lines[0].rstrip() != "---" or closing is None:
            message = "It starts with a line ---, then of and so on, then a line ---."
            self.findings.faults.append(Fault(file, 1, 1, "", message))
            return None
        front = "\n".join(lines[1:closing])
        head = read_yaml(front, file=file, findings=self.findings, first_line=2, lines=lines)
        body = Body(file, "\n".join(lines[closing + 1 :]), closing + 2)
        return (head, body) if head else None


def read_translations(
    folder: Path, parts: ModuleParts, numbers: Numbers, findings: Findings, *, today: date
) -> None:
    """Read every language of a module into ``parts.told``. Its English must be without a fault to
    be compared with; where it is not, nothing is read."""
    below = folder / FOLDER
    if not below.is_dir() or findings.faults:
        return
    if parts.is_check:
        message = "A knowledge check is in English only. Take this out."
        findings.faults.append(Fault(f"{parts.file}/{FOLDER}", 1, 1, "", message))
        return
    for path in sorted(below.iterdir()):
        if not path.name.startswith("."):
            told = _language(path, parts, numbers, findings, today)
            if told:
                parts.told.append(told)


def _language(
    folder: Path, parts: ModuleParts, numbers: Numbers, findings: Findings, today: date
) -> Told | None:
    file = f"{parts.file}/{FOLDER}/{folder.name}"
    seen = ModuleParts(parts.slug, file)
    reader = _Reader(folder, file, parts, findings, seen)
    _no_others(reader)
    found = reader.marked("module.yaml")
    if found is None:
        if not (folder / "module.yaml").is_file():
            message = "module.yaml is missing: it says which language this is and who signs it."
            findings.faults.append(Fault(f"{file}/module.yaml", 1, 1, "", message))
        return None
    head, before = read_head(found[0], folder.name, today=today), len(findings.faults)
    made = replace(parts, screens=[], scenarios=[], questions=[], summary=None, told=[])
    told = Told(head, made)
    _head(reader, told, found[0])
    _screens(reader, told)
    _scenarios(reader, told)
    _questions(reader, told)
    _summary(reader, told)
    _say_what_is_left(reader, found[0])
    check_texts(seen, numbers, findings)
    return told if head.is_signed and len(findings.faults) == before else None


def _no_others(reader: _Reader) -> None:
    """A fault for every file that the English has not."""
    known = {"module.yaml", "summary.md"} | set(_names(reader.english))
    for path in sorted(reader.folder.rglob("*")):
        name = path.relative_to(reader.folder).as_posix()
        if path.is_file() and name not in known and not path.name.startswith("."):
            message = "The English has no such file. Name it as the English is, or take it out."
            reader.findings.faults.append(Fault(f"{reader.file}/{name}", 1, 1, "", message))


def _names(parts: ModuleParts) -> Iterator[str]:
    for one in parts.screens:
        yield _within(parts, one.body.file)
    for story in parts.scenarios:
        yield _within(parts, story.marked.file)
    for questions in parts.questions:
        yield _within(parts, questions.marked.file)


def _within(parts: ModuleParts, file: str) -> str:
    return file.removeprefix(f"{parts.file}/")


def _head(reader: _Reader, told: Told, marked: Marked) -> None:
    english = reader.english.head
    reader.seen.head = marked
    if english is None or reader.english.model is None:
        return
    pair = Pair(texts_of("module", english.data), marked, marked.data)
    texts = compared(pair, extra=Head.KEYS)
    if texts is not None:
        told.parts.model = ModuleFile.model_validate(with_texts(english.data, texts))
        told.has_head = True


def _screens(reader: _Reader, told: Told) -> None:
    for one in reader.english.screens:
        found = reader.marked(_within(reader.english, one.body.file))
        if found is None:
            continue
        marked, body = found
        reader.seen.screens.append(ScreenPart(one.number, one.slug, marked, None, body))
        english = texts_of("screens", one.head.data) | {BODY: one.body.text}
        texts = compared(Pair(english, marked, {**marked.data, "body": body.text}, body))
        if texts is not None:
            below = Body(body.file, texts.pop(BODY), body.line)
            model = ScreenHead.model_validate(with_texts(one.head.data, texts))
            told.parts.screens.append(replace(one, model=model, body=below))


def _scenarios(reader: _Reader, told: Told) -> None:
    for one in reader.english.scenarios:
        found = reader.marked(_within(reader.english, one.marked.file))
        if found is None:
            continue
        marked = found[0]
        reader.seen.scenarios.append(ScenarioPart(one.number, one.slug, marked, None))
        data = one.marked.data
        texts = compared(Pair(texts_of("scenarios", data), marked, marked.data, names=data))
        if texts is not None:
            model = ScenarioFile.model_validate(with_texts(data, texts))
            told.parts.scenarios.append(replace(one, model=model))


def _questions(reader: _Reader, told: Told) -> None:
    """All questions or none: a quiz is in one language."""
    whole = bool(reader.english.questions)
    for one in reader.english.questions:
        found = reader.marked(_within(reader.english, one.marked.file))
        if found is None:
            whole = False
            continue
        reader.seen.questions.append(QuestionsPart(one.name, found[0], None))
        data = _of_questions(one, found[0])
        if data is None:
            whole = False
        else:
            model = QuestionsFile.model_validate(data)
            told.parts.questions.append(replace(one, model=model))
    told.has_quiz = whole


def _of_questions(one: QuestionsPart, marked: Marked) -> Mapping[str, object] | None:
    """The English file with these words; None where a question is missing or not whole."""
    there = {
        str(item.get("id")): (at, item)
        for at, item in enumerate(marked.data.get("items") or [])
        if isinstance(item, dict)
    }
    known = {item["id"] for item in one.marked.data["items"]}
    for key in sorted(set(there) - known):
        marked.fault(("items", there[key][0], "id"), "The English has no question of that id.")
    items = []
    for item in one.marked.data["items"]:
        if item["id"] not in there:
            marked.warning(("items",), f"{item['id']} is not translated: the quiz is in English.")
            continue
        at, mine = there[item["id"]]
        pair = Pair(texts_of("questions", item), marked, mine, at=("items", at), names=item)
        texts = compared(pair)
        if texts is not None:
            made = with_texts({**item, "accepted": []} if "accepted" in item else item, {
                path: text for path, text in texts.items() if path[0] != "accepted"
            })  # fmt: skip
            if "accepted" in item:
                typed = [text for path, text in texts.items() if path[0] == "accepted"]
                made["accepted"] = list(dict.fromkeys([*typed, *item["accepted"]]))[:10]
            items.append(made)
    whole = len(items) == len(one.marked.data["items"])
    return {**one.marked.data, "items": items} if whole else None


def _summary(reader: _Reader, told: Told) -> None:
    english = reader.english.summary
    found = reader.marked("summary.md") if english else None
    if english is None or found is None:
        return
    marked, body = found
    first, _, rest = body.text.lstrip("\n").partition("\n")
    skipped = len(body.text) - len(body.text.lstrip("\n"))
    below = Body(body.file, rest, body.line + skipped + 1)
    reader.seen.summary = below
    words = {TITLE: reader.english.summary_title, BODY: english.text}
    title = first.removeprefix("# ").strip() if first.startswith("# ") else ""
    texts = compared(Pair(words, marked, {**marked.data, "title": title, "body": rest}, below))
    if texts is not None:
        told.parts.summary_title, told.parts.summary = texts[TITLE], below


def _say_what_is_left(reader: _Reader, marked: Marked) -> None:
    if reader.left:
        shown = ", ".join(reader.left[:5]) + (" and more" if len(reader.left) > 5 else "")
        message = f"{len(reader.left)} files are not there and are shown in English: {shown}."
        marked.warning(("language",), message)
