"""In production a weak secret, one from the examples, or an address without TLS stops the start."""

import pytest

from elearn.config import EXAMPLE_SECRETS, Settings, SettingsError

GOOD = {
    "ELEARN_ENV": "production",
    "ELEARN_BASE_URL": "https://training.example",
    "ELEARN_SECRET_KEY": "x" * 32,
}


def test_a_long_secret_and_https_are_enough():
    assert Settings.from_environment(GOOD).is_production


@pytest.mark.parametrize("secret", ["", "x" * 31, *sorted(EXAMPLE_SECRETS)])
def test_a_weak_secret_or_that_of_an_example_stops_the_start(secret):
    with pytest.raises(SettingsError, match="ELEARN_SECRET_KEY"):
        Settings.from_environment(GOOD | {"ELEARN_SECRET_KEY": secret})


def test_an_address_without_tls_stops_the_start():
    with pytest.raises(SettingsError, match="ELEARN_BASE_URL"):
        Settings.from_environment(GOOD | {"ELEARN_BASE_URL": "http://training.example"})


def test_the_database_lies_in_the_folder_of_the_installation(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for folder in (str(tmp_path / "here"), "here"):
        settings = Settings.from_environment({"ELEARN_INSTANCE": folder})
        assert settings.database_url == f"sqlite:///{tmp_path}/here/elearn.db"
    given = {"ELEARN_INSTANCE": "here", "ELEARN_DATABASE_URL": "sqlite:////else/where.db"}
    assert Settings.from_environment(given).database_url == "sqlite:////else/where.db"
    assert Settings().database_url.endswith("/instance/elearn.db")
