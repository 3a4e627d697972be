"""What a start compiled is kept for the next one, and never believed when it does not fit."""

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from werkzeug.routing import Map, Rule

from elearn.web import starting
from elearn.web.late import LateRule
from elearn.web.starting import KeptTemplates, Methods

SOURCE = "def greet(name):\n    return 'hello ' + name\n"


@pytest.fixture(autouse=True)
def _may_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def greeting(methods: Methods) -> str:
    names: dict = {}
    methods.execute(SOURCE, {}, names)
    return names["greet"]("Mai")


def test_methods_are_kept_for_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "kept" / "methods"
    first = Methods(file)
    assert greeting(first) == "hello Mai"
    first.keep()
    written = file.read_bytes()
    second = Methods(file)
    assert greeting(second) == "hello Mai"
    file.unlink()
    second.keep()
    assert written
    assert not file.exists(), "nothing was compiled, so nothing is written again"


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\xa7\r\r\n", b"\xa7\r\r\n{broken"])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "methods"
    file.write_bytes(content)
    assert greeting(Methods(file)) == "hello Mai"


def test_nothing_is_written_where_it_may_not_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    nowhere = Methods(tmp_path / "taken" / "methods")
    greeting(nowhere)
    nowhere.keep()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    unwanted = Methods(tmp_path / "methods")
    greeting(unwanted)
    unwanted.keep()
    assert [one.name for one in tmp_path.iterdir()] == ["taken"]


def test_what_belongs_to_source_that_is_gone_is_thrown_away(tmp_path: Path) -> None:
    file = tmp_path / "methods"
    old = Methods(file)
    for number in range(40):
        old.execute(f"a = {number}", {}, {})
    old.keep()
    large = file.stat().st_size
    new = Methods(file)
    greeting(new)
    new.keep()
    assert file.stat().st_size < large


def test_a_template_is_kept_and_compiled_anew_when_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting, "TEMPLATES", tmp_path)

    def drawn(source: str) -> str:
        env = Environment(loader=DictLoader({"page": source}), autoescape=True)
        env.bytecode_cache = KeptTemplates(env)
        return env.get_template("page").render(name="Mai")

    assert drawn("Hello {{ name }}") == drawn("Hello {{ name }}") == "Hello Mai"
    assert len(list(tmp_path.iterdir())) == 1
    assert drawn("Good day {{ name }}") == "Good day Mai"


@pytest.mark.parametrize("values", [{"slug": "a b"}, {"slug": "a", "page": 2}, {}])
def test_an_address_is_built_as_werkzeug_builds_it(values: dict) -> None:
    def built(kind: type[Rule]) -> list:
        urls = Map([kind("/learn/<slug>/pages", endpoint="page")])
        rule = next(urls.iter_rules())
        return [_or_error(rule, values, unknown) for unknown in (True, False, True)]

    assert built(LateRule) == built(Rule)


def _or_error(rule: Rule, values: dict, unknown: bool) -> object:
    try:
        return rule.build(values, append_unknown=unknown)
    except TypeError:
        return TypeError
