"""A library that is loaded without what it would load beside it."""

import sys

import pytest

from elearn.web.sparing import without


def test_what_is_not_loaded_yet_seems_not_to_be_there_and_comes_back(monkeypatch):
    monkeypatch.delitem(sys.modules, "this", raising=False)
    with without("this"), pytest.raises(ImportError):
        import this  # noqa: F401, PLC0415
    assert "this" not in sys.modules


def test_what_is_loaded_stays():
    with without("json"):
        import json  # noqa: PLC0415
    assert sys.modules["json"] is json


def test_an_error_within_hides_nothing_for_longer():
    with pytest.raises(RuntimeError), without("this"):
        raise RuntimeError
    assert "this" not in sys.modules
