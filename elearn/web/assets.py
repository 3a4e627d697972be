"""Names of the static files: each carries a hash of its content, so it may be kept for ever."""

import json
from functools import cache
from pathlib import Path

STATIC_FOLDER = Path(__file__).parent / "static"
STATIC_URL_PATH = "/static"

# Tells WhiteNoise which files never change: those whose name ends in the hash of their content.
IMMUTABLE = r"^.+-[0-9a-f]{12}\.[a-z0-9]+$"


@cache
def _manifest() -> dict[str, str]:
    names: dict[str, str] = json.loads((STATIC_FOLDER / "manifest.json").read_text("utf-8"))
    return names


def asset(name: str) -> str:
    """The address of a static file, as in `asset("app.css")`; `KeyError` for one not shipped."""
    return f"{STATIC_URL_PATH}/{_manifest()[name]}"


def asset_file(name: str) -> Path:
    """The same file on disk, for whoever puts it into a document."""
    return STATIC_FOLDER / _manifest()[name]
