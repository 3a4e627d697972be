"""A folder of modules whose help page was translated into a language that is not one."""

import json
import shutil
from pathlib import Path

import yaml

OURS = Path(__file__).parents[2] / "modules"
SIGNED = {"translated_by": "Nuri Invented", "translated_on": "2026-11-20"}


def help_folder(folder: Path) -> Path:
    """``folder`` with our English help page, our contacts, and no translation."""
    (folder / "help").mkdir(parents=True)
    for name in ("contacts.yaml", "help/en.yaml", "help/languages.yaml"):
        shutil.copy(OURS / name, folder / name)
    return folder


def translated(root: Path, code: str, direction: str = "ltr", *, of=None, **changed) -> Path:
    """A file of that language in which every text is the English in brackets. ``of`` changes the
    texts by key: (English, translation)."""
    source = yaml.safe_load((root / "help" / "en.yaml").read_text("utf-8"))["texts"]
    texts = {}
    for key, entry in source.items():
        english = entry["text"] if isinstance(entry, dict) else entry
        texts[key] = {"english": english, "translation": f"⟦{english}⟧"}
    for key, (english, translation) in (of or {}).items():
        texts[key] = {"english": english, "translation": translation}
    head = {"language": code, "name": f"Name of {code}", "direction": direction} | SIGNED | changed
    lines = [f"{key}: {_yaml(value)}" for key, value in head.items()]
    path = root / "help" / f"{code}.yaml"
    path.write_text("\n".join([*lines, f"texts: {_yaml(texts)}"]) + "\n", "utf-8")
    return path


def _yaml(value) -> str:
    """JSON is YAML; a day is written bare."""
    return value if value == SIGNED["translated_on"] else json.dumps(value, ensure_ascii=False)
