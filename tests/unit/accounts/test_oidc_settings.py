"""Which service may be set, and what of a token is believed besides its signature."""

import pytest

from elearn.accounts.oidc.claims import believed
from elearn.accounts.oidc.service import Service, UnbelievableError
from elearn.config import Settings, SettingsError

TENANT = "11111111-2222-3333-4444-555555555555"
ENTRA = f"https://login.microsoftonline.com/{TENANT}/v2.0"
SURE = {
    "ELEARN_ENV": "production",
    "ELEARN_SECRET_KEY": "x" * 40,
    "ELEARN_BASE_URL": "https://learn.example",
    "ELEARN_OIDC_CLIENT_ID": "elearn",
}
NOW = 1_795_000_000


def settings(issuer, **more):
    return Settings.from_environment(SURE | {"ELEARN_OIDC_ISSUER": issuer} | more)


def test_the_service_is_what_the_settings_say():
    service = Service.of(settings(ENTRA, ELEARN_OIDC_MFA="mfa, ngcmfa"))
    assert (service.issuer, service.client_id) == (ENTRA, "elearn")
    assert service.trusted == {"mfa", "ngcmfa"}
    assert service.back == "https://learn.example/sign-in/elsewhere/back"


def test_without_an_issuer_there_is_none():
    assert Service.of(settings("")) is None


@pytest.mark.parametrize(
    "issuer",
    [
        "http://issuer.example",
        "http://127.0.0.1:9000",
        "ftp://issuer.example",
        "issuer.example",
        "https://login.microsoftonline.com/common/v2.0",
        "https://login.microsoftonline.com/organizations/v2.0",
        "https://login.microsoftonline.com/{tenantid}/v2.0",
    ],
)
def test_production_wants_https_and_one_tenant(issuer):
    with pytest.raises(SettingsError, match="ELEARN_OIDC_ISSUER"):
        settings(issuer)


def test_a_service_needs_a_client_id():
    with pytest.raises(SettingsError, match="ELEARN_OIDC_CLIENT_ID"):
        settings(ENTRA, ELEARN_OIDC_CLIENT_ID="")


def test_on_ones_desk_a_service_on_loopback_will_do():
    assert settings("http://127.0.0.1:9000", ELEARN_ENV="demo").oidc_issuer


def told(**changed):
    claims = {
        "iss": ENTRA,
        "aud": "elearn",
        "sub": "s",
        "nonce": "n",
        "tid": TENANT,
        "iat": NOW - 1,
        "exp": NOW + 60,
    }
    return believed(claims | changed, service=Service.of(settings(ENTRA)), nonce="n", now=NOW)


def test_a_good_token_is_believed_and_its_label_is_for_the_eye_only():
    came = told(preferred_username="sam@council.example\r\n", email="other@council.example")
    assert (came.issuer, came.subject, came.strong) == (ENTRA, "s", False)
    assert came.label == "sam@council.example"
    assert told(aud=["elearn", "other"], azp="elearn").subject == "s"
    assert len(told(name="x" * 5000).label) == 100


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": ENTRA + "/"},
        {"tid": TENANT.replace("1", "2")},
        {"exp": NOW - 61},
        {"exp": "9" * 20},
        {"exp": True},
        {"iat": NOW + 61},
        {"iat": NOW - 601},
        {"nbf": NOW + 61},
        {"nbf": "soon"},
        {"aud": []},
        {"aud": {"elearn": 1}},
        {"nonce": ["n"]},
        {"sub": "a\x00b"},
        {"sub": "ö"},
        {"sub": 7},
    ],
)
def test_anything_else_is_not(changed):
    with pytest.raises(UnbelievableError):
        told(**changed)
