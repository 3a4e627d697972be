"""A module translated into a language that is not one, as a translator would fill its files in."""

from datetime import date
from pathlib import Path

from elearn.content.reader import read_sources
from elearn.content.translations.skeleton import skeleton

TODAY = date(2026, 11, 22)
CODE = "qps"
SIGNED = {
    'name: ""': "name: Pseudo",
    'translated_by: ""': "translated_by: A. Translator",
    'translated_on: ""': "translated_on: 2026-11-20",
}


def translate(root: Path, slug: str, *, code: str = CODE) -> Path:
    """Write the files of a translation and fill every text in; the folder of it."""
    sources = read_sources(root, today=TODAY)
    (parts,) = [one for one in sources.modules if one.slug == slug]
    folder = root / slug / "translations" / code
    for name, text in skeleton(parts, code).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(filled_in(text), "utf-8")
    return folder


def filled_in(text: str) -> str:
    """The English in brackets where the translation goes."""
    made, english, body = [], [], []
    below = False
    for line in text.split("\n"):
        bare = line.strip()
        if bare == "# Below the next line:":
            below = True
        elif bare.startswith("#"):
            (body if below else english).append(bare.removeprefix("#").removeprefix(" "))
        else:
            signed = next((new for old, new in SIGNED.items() if line.startswith(old)), None)
            if signed:
                made.append(signed)
            elif bare.endswith('""'):
                pad = " " * (len(line) - len(line.lstrip()) + 2)
                made.append(line.removesuffix('""') + "|-")
                made += [pad + one for one in in_brackets(english)]
            else:
                made.append(line)
            english = []
    if below:
        made += bracketed(body)
    return "\n".join(made) + "\n"


def in_brackets(lines):
    return [f"⟦{lines[0]}", *lines[1:-1], f"{lines[-1]}⟧"] if len(lines) > 1 else [f"⟦{lines[0]}⟧"]


def bracketed(lines):
    """The text of a screen or a summary: every line of words in brackets, boxes as they are."""
    found = []
    for line in lines:
        if line.startswith("# "):
            found.append(f"# ⟦{line[2:]}⟧")
        elif not line or line.startswith((":::", "|", "- ", "* ", "1.", "#", ">", " ", "{")):
            found.append(line)
        else:
            found.append(f"⟦{line}⟧")
    return found
