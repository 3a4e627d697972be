"""The files of a module folder, read one by one; what cannot be read is a fault and is left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from elearn.content.drawing import Drawing
from elearn.content.faults import Fault, Findings
from elearn.content.item_schema import QuestionsFile
from elearn.content.recording import Recording
from elearn.content.schema import (
    ContactsFile,
    KnowledgeCheckFile,
    ModuleFile,
    ScenarioFile,
    ScreenHead,
)
from elearn.content.validation import validated
from elearn.content.yaml_text import Marked, read_yaml

if TYPE_CHECKING:
    from elearn.content.translations.reading import Told

PAGE_NAME = re.compile(r"(?P<number>\d{2})-(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)\.(?:md|yaml)")
FOLDERS = {
    "screens": (".md",),
    "scenarios": (".yaml",),
    "questions": (".yaml",),
    "pictures": (".svg",),
    "media": (".mp3", ".m4a", ".mp4", ".webm", ".vtt"),
}
NEEDED = ("screens", "questions")
ATTACHED = ("pictures", "media")
FILES = ("module.yaml", "summary.md")
LANGUAGES = "translations"  # read when the English has no fault
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Body:
    """The Markdown of a file; ``line`` is the one it starts on."""

    file: str
    text: str
    line: int


@dataclass(slots=True)
class ScreenPart:
    number: int
    slug: str
    head: Marked
    model: ScreenHead | None
    body: Body


@dataclass(slots=True)
class ScenarioPart:
    number: int
    slug: str
    marked: Marked
    model: ScenarioFile | None


@dataclass(slots=True)
class QuestionsPart:
    name: str
    marked: Marked
    model: QuestionsFile | None


@dataclass(slots=True)
class ModuleParts:
    """Everything read from one folder. ``numbered`` are the page files' numbers, slugs and names,
    also of those that could not be read. ``attached`` are its pictures and recordings, by their
    path in the folder; ``drawings`` and ``recordings`` those that could be read; ``told`` are its
    translations that may be shown."""

    slug: str
    file: str
    head: Marked | None = None
    model: ModuleFile | None = None
    check: KnowledgeCheckFile | None = None
    screens: list[ScreenPart] = field(default_factory=list)
    scenarios: list[ScenarioPart] = field(default_factory=list)
    questions: list[QuestionsPart] = field(default_factory=list)
    unread_questions: bool = False
    numbered: list[tuple[int, str, str]] = field(default_factory=list)
    summary_title: str = ""
    summary: Body | None = None
    attached: dict[str, Path] = field(default_factory=dict)
    drawings: dict[str, Drawing] = field(default_factory=dict)
    recordings: dict[str, Recording] = field(default_factory=dict)
    told: list["Told"] = field(default_factory=list)

    @property
    def is_check(self) -> bool:
        """Whether this is the partnership's knowledge check: questions and nothing else."""
        return self.head is not None and self.head.data.get("kind") == "check"

    @property
    def screen_slugs(self) -> list[str]:
        return [slug for _, slug, file in self.numbered if "/screens/" in file]


def read_text(path: Path, *, file: str, findings: Findings) -> str | None:
    """A file's text with ``\\n`` line ends; None when it is empty or is not UTF-8."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        message = "This character is not UTF-8. Save the file as UTF-8 in your editor."
        findings.faults.append(Fault(file, line, column, "", message))
        return None
    if not text.strip():
        findings.faults.append(Fault(file, 1, 1, "", "This file is empty. Fill it or remove it."))
        return None
    for number, line_text in enumerate(text.split("\n"), start=1):
        for sign, message in (
            ("\t", "Here is a tab. Use spaces."),
            (_first_control(line_text), "Here is an invisible character. Take it out."),
        ):
            if sign and sign in line_text:
                column = line_text.index(sign) + 1
                findings.faults.append(Fault(file, number, column, "", message))
    return _CONTROL.sub(" ", text.replace("\t", "  "))


def _first_control(line: str) -> str | None:
    found = _CONTROL.search(line)
    return found[0] if found else None


def load_contacts(root: Path, findings: Findings) -> tuple[Marked | None, ContactsFile | None]:
    """contacts.yaml beside the modules."""
    file = f"{root.name}/contacts.yaml"
    if not (root / "contacts.yaml").is_file():
        findings.faults.append(Fault(file, 1, 1, "", "contacts.yaml is missing. Add it."))
        return None, None
    text = read_text(root / "contacts.yaml", file=file, findings=findings)
    marked = read_yaml(text, file=file, findings=findings) if text is not None else None
    return marked, validated(ContactsFile, marked) if marked else None


def load_module(folder: Path, findings: Findings) -> ModuleParts:
    """Every file of one module's folder."""
    parts = ModuleParts(folder.name, f"{folder.parent.name}/{folder.name}")
    for path in _files(folder, parts.file, findings):
        within = path.relative_to(folder).as_posix()
        if path.parent.name in ATTACHED:
            parts.attached[within] = path
        else:
            _read(parts, path, f"{parts.file}/{within}", findings)
    _look_for_all(folder, parts, findings)
    return parts


def _look_for_all(folder: Path, parts: ModuleParts, findings: Findings) -> None:
    """A fault for each part that is missing; and, of a knowledge check, for each it cannot have."""
    files = FILES[:1] if parts.is_check else FILES
    needed = NEEDED[-1:] if parts.is_check else NEEDED
    for name in files:
        if not (folder / name).is_file():
            _fault(findings, f"{parts.file}/{name}", f"{name} is missing. Add it.")
    for kind in needed:
        if not any((folder / kind).glob("*")):
            _fault(findings, f"{parts.file}/{kind}", "Nothing is here yet. Add a file.")
    for name in (*FILES, *FOLDERS) if parts.is_check else ():
        if name not in (*files, *needed) and (folder / name).exists():
            message = "A knowledge check has questions only. Take this out."
            _fault(findings, f"{parts.file}/{name}", message)


def _read(parts: ModuleParts, path: Path, file: str, findings: Findings) -> None:
    _note_number(parts, path, file, findings)
    text = read_text(path, file=file, findings=findings)
    if text is not None:
        _load(parts, path, file, text, findings)
    elif path.parent.name == "questions":
        parts.unread_questions = True


def _files(folder: Path, file: str, findings: Findings) -> Iterator[Path]:
    """The files that belong to a module, in order; a fault for each that does not."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.is_dir() and path.name == LANGUAGES:
            continue
        if path.is_dir() and path.name in FOLDERS:
            suffixes = FOLDERS[path.name]
            for inner in sorted(path.iterdir()):
                if inner.is_file() and inner.suffix in suffixes:
                    yield inner
                elif not inner.name.startswith("."):
                    named = " or ".join(suffixes)
                    message = f"Only files that end in {named} are read here. Rename or remove it."
                    _fault(findings, f"{file}/{path.name}/{inner.name}", message)
        elif path.name in FILES:
            yield path
        else:
            message = "This is no part of a module. Move it or remove it."
            _fault(findings, f"{file}/{path.name}", message)


def _note_number(parts: ModuleParts, path: Path, file: str, findings: Findings) -> None:
    if path.parent.name not in ("screens", "scenarios"):
        return
    named = PAGE_NAME.fullmatch(path.name)
    if named is None:
        message = "Name the file by its place and its words: 07-who-to-tell" + path.suffix + "."
        _fault(findings, file, message)
    else:
        parts.numbered.append((int(named["number"]), named["slug"], file))


def _load(parts: ModuleParts, path: Path, file: str, text: str, findings: Findings) -> None:
    if path.name == "summary.md":
        _load_summary(parts, file, text, findings)
    elif path.suffix == ".md":
        _load_screen(parts, path, file, text, findings)
    else:
        marked = read_yaml(text, file=file, findings=findings)
        if marked is not None:
            _keep(parts, path, marked)
        elif path.parent.name == "questions":
            parts.unread_questions = True


def _keep(parts: ModuleParts, path: Path, marked: Marked) -> None:
    if path.name == "module.yaml":
        parts.head = marked
        if parts.is_check:
            parts.check = validated(KnowledgeCheckFile, marked)
        else:
            parts.model = validated(ModuleFile, marked)
    elif path.parent.name == "questions":
        model = validated(QuestionsFile, marked)
        parts.questions.append(QuestionsPart(path.stem, marked, model))
    else:
        number, slug = _place(path)
        scenario = validated(ScenarioFile, marked)
        parts.scenarios.append(ScenarioPart(number, slug, marked, scenario))


def _load_screen(parts: ModuleParts, path: Path, file: str, text: str, findings: Findings) -> None:
    lines = text.split("\n")
    closing = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if lines[0].rstrip() != "---" or closing is None:
        message = "A screen starts with a line ---, then its title and so on, then a line ---."
        _fault(findings, file, message)
        return
    front = "\n".join(lines[1:closing])
    head = read_yaml(front, file=file, findings=findings, first_line=2, lines=lines)
    body = Body(file, "\n".join(lines[closing + 1 :]), closing + 2)
    if not body.text.strip():
        findings.faults.append(Fault(file, closing + 1, 1, "", "Write the text below this line."))
    if head is not None:
        number, slug = _place(path)
        model = validated(ScreenHead, head)
        parts.screens.append(ScreenPart(number, slug, head, model, body))


def _load_summary(parts: ModuleParts, file: str, text: str, findings: Findings) -> None:
    first, _, rest = text.partition("\n")
    if not first.startswith("# ") or not rest.strip():
        message = "Start with a line `# ` and the title; write the summary below it."
        _fault(findings, file, message)
    parts.summary_title = first.removeprefix("# ").strip()
    parts.summary = Body(file, rest, 2)


def _place(path: Path) -> tuple[int, str]:
    named = PAGE_NAME.fullmatch(path.name)
    return (int(named["number"]), named["slug"]) if named else (0, path.stem)


def _fault(findings: Findings, file: str, message: str) -> None:
    findings.faults.append(Fault(file, 1, 1, "", message))
