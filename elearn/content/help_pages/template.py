"""The file that a translator fills in: every English text with room for its translation."""

import json

from elearn.content.help_pages.schema import LanguageEntry, SourceFile

HEAD = """\
# The help page in another language. For the translator:
# - Write what each `english` says in your language between the quotes of `translation`.
#   Use short sentences and the words of every day: somebody frightened may read this.
# - Keep everything in braces, such as {contact:helpline}, and every number as it is.
# - `note` explains. Do not change `english`: it shows later what has changed since.
# - When you have read all of it once more, sign it: your name, and the day as 2026-11-22.
#   The page is shown to nobody before that. Never sign what a machine has translated.
"""


def template(source: SourceFile, language: LanguageEntry | None = None) -> str:
    """The file for one language, or for none yet."""
    lines = [
        HEAD.rstrip(),
        f"language: {_quoted(language.code if language else '')}",
        f"name: {_quoted(language.name if language else '')}",
        f"direction: {language.direction if language else 'ltr'}",
        'translated_by: ""',
        "translated_on:",
        "texts:",
    ]
    for key, entry in source.texts.items():
        lines += [f"  {key}:", f"    english: {_quoted(entry.text)}"]
        lines += [f"    note: {_quoted(entry.note)}"] if entry.note else []
        lines.append('    translation: ""')
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text as YAML has it in double quotes, on one line."""
    return json.dumps(text, ensure_ascii=False)
