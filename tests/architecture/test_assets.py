"""What is shipped to the browser: the files that were built, small, nothing from elsewhere."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from elearn.web.assets import IMMUTABLE, STATIC_FOLDER, asset, asset_file

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "frontend"
NAMES = json.loads((STATIC_FOLDER / "manifest.json").read_text("utf-8"))
TEMPLATES = sorted(ROOT.glob("elearn/**/templates/**/*.html"))
SHIPPED = sorted(path for path in STATIC_FOLDER.iterdir() if path.is_file())

# Kilobytes are 1,000 bytes, as a browser counts what came over the line.
CEILINGS = {
    "app.css": 12_700,
    "app.js": 9_400,
    "passkeys.js": 900,
    "sw.js": 1_200,
    "favicon.svg": 400,
}
FIRST_PAGE = ("app.css", "app.js", "ahn-400.woff2", "ahn-700.woff2", "favicon.svg")
LEFT_FOR_HTML = 13_000

# Where Exit this page goes. Other addresses may stand in plain links: nothing is fetched by them.
OFFERED = {"https://www.bbc.co.uk/weather"}
NAMESPACES = ("http://www.w3.org/2000/svg",)
# Names that mean something to the script or to a label, and have no rule of their own.
WITHOUT_RULES = re.compile(
    r"govuk-js-[\w-]+|govuk-password-input|govuk-notification-banner-title|"
    r"govuk-(generic-header__container|table__(body|head|row)|file-upload--error)"
)


def compressed(name: str) -> int:
    path = asset_file(name)
    twin = path.with_name(path.name + ".gz")
    return (twin if twin.exists() else path).stat().st_size


@pytest.mark.parametrize("name", NAMES)
def test_a_name_carries_the_hash_of_its_file(name):
    path = asset_file(name)
    assert hashlib.sha256(path.read_bytes()).hexdigest()[:12] in path.name
    assert re.match(IMMUTABLE, path.name)
    assert asset(name) == f"/static/{path.name}"


def test_nothing_else_is_shipped():
    known = set(NAMES.values()) | {f"{name}.gz" for name in NAMES.values()} | {"manifest.json"}
    assert {path.name for path in SHIPPED} <= known


@pytest.mark.parametrize("path", [path for path in SHIPPED if path.suffix == ".gz"], ids=str)
def test_a_compressed_twin_holds_the_same_and_no_time_stamp(path):
    packed = path.read_bytes()
    assert gzip.decompress(packed) == path.with_suffix("").read_bytes()
    assert packed[4:8] == bytes(4)


def test_what_is_shipped_was_built_from_the_sources_as_they_are():
    """After a change below frontend/: `bin/build-assets`."""
    names = [str(p.relative_to(FRONTEND)) for p in (FRONTEND / "src").rglob("*") if p.is_file()]
    hashed = hashlib.sha256()
    for name in sorted([*names, "build.mjs", "unused.mjs", "package-lock.json"]):
        hashed.update(f"{name}\0".encode() + (FRONTEND / name).read_bytes())
    assert hashed.hexdigest() == (FRONTEND / "built-from.sha256").read_text("utf-8").strip()


@pytest.mark.parametrize("name", CEILINGS)
def test_a_file_stays_small(name):
    assert compressed(name) <= CEILINGS[name]


def test_a_first_page_fits_its_budget():
    assert sum(map(compressed, FIRST_PAGE)) + LEFT_FOR_HTML <= 60_000


@pytest.mark.parametrize("name", [*CEILINGS, "mark.svg"])
def test_a_file_fetches_nothing_from_elsewhere(name):
    text = asset_file(name).read_text("utf-8")
    for namespace in NAMESPACES:
        text = text.replace(namespace, "")
    fetched = re.findall(r"url\(\s*[\"']?(?!data:)([^)\"']+)", text)
    assert all(target.startswith("#") or target in NAMES.values() for target in fetched)
    assert not re.findall(r"https?://[\w.]+", text)
    assert "@import" not in text


def test_the_script_makes_no_markup_out_of_text():
    script = asset_file("app.js").read_text("utf-8")
    for sink in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert sink not in script


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_keeps_the_content_security_policy(path):
    text = path.read_text("utf-8")
    for namespace in NAMESPACES:
        text = text.replace(namespace, "")
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    fetched = re.findall(r"(?:\ssrc|<link[^>]*\shref)=\"(https?:)?//", text)
    assert not fetched
    text = re.sub(r'<a\s[^>]*>|"https://[^"]+", rel="noreferrer"\)', "", text)
    assert set(re.findall(r"https?://[^\s\"'<>)}]+", text)) <= OFFERED


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_asks_only_for_files_and_classes_that_there_are(path):
    """A class that is missing may be on the list of frontend/unused.mjs, or misspelt."""
    text = path.read_text("utf-8")
    assert set(re.findall(r"\basset\(\"([^\"]+)\"\)", text)) <= set(NAMES)
    css = asset_file("app.css").read_text("utf-8")
    styled = set(re.findall(r"\.((?:govuk|app)-[\w-]+)", css))
    used = set(re.findall(r"(?<![\w-])((?:govuk|app)-[a-z][\w-]*[\w])(?![\w-]|\{)", text))
    assert {name for name in used - styled if not WITHOUT_RULES.fullmatch(name)} == set()
