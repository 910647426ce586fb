import secrets
from dataclasses import replace

import click
import pytest
from click.testing import CliRunner
from environs import EnvValidationError

from services import separate
from services.cli import main
from shared.config import KEYS, SERVICES, Settings, faults, from_environment

SECRETS = {name: secrets.token_urlsafe(24) for name in SERVICES}
REAL = Settings(
    mode="services",
    database_url="postgresql://missionscoach:a-password@database/{service}",
    service_url="http://{service}:8000",
    broker_url="amqp://missionscoach:a-password@broker:5672/core",
    smtp_url="smtp://relay.example",
    service_secrets=SECRETS,
    portal_secret=secrets.token_urlsafe(48),
)


@pytest.mark.parametrize("service", [*SERVICES, None])
def test_secrets_drawn_at_random_let_every_service_start(service: str | None) -> None:
    assert faults(REAL, service) == []


@pytest.mark.parametrize(
    ("weak", "why"),
    [
        ("sample-secret-of-partners", "that of the sample"),
        ("only-23-characters-long", "shorter than 24"),
        ("", "not set"),
    ],
)
def test_a_secret_that_anybody_could_know_stops_its_service_and_identity(
    weak: str, why: str
) -> None:
    settings = replace(REAL, service_secrets={**SECRETS, "partners": weak})

    assert [why in fault for fault in faults(settings, "partners")] == [True]
    assert [why in fault for fault in faults(settings, "identity")] == [True]
    assert faults(settings, "scheduling") == []


def test_a_fault_never_tells_the_secret() -> None:
    settings = replace(REAL, service_secrets={"partners": "short-but-mine"}, portal_secret="x-y-z")
    told = " ".join([*faults(settings, "partners"), *faults(settings, "portal")])

    assert "short-but-mine" not in told
    assert "x-y-z" not in told
    assert "short-but-mine" not in repr(settings)


def test_the_portal_needs_a_secret_of_its_own_for_cookies() -> None:
    assert "PORTAL_SECRET is not set" in faults(replace(REAL, portal_secret=""), "portal")[0]


def test_two_services_never_share_a_secret() -> None:
    shared = replace(REAL, service_secrets={**SECRETS, "partners": SECRETS["scheduling"]})

    assert "share a secret" in faults(shared, "identity")[0]


@pytest.mark.parametrize("key", ["database_url", "broker_url"])
def test_the_passwords_of_the_sample_are_refused_with_real_data(key: str) -> None:
    url = getattr(REAL, key).replace("a-password", "sample-password")

    assert f"{key.upper()} has the password of the sample" in faults(replace(REAL, **{key: url}))[0]


def test_real_mail_needs_a_relay_and_no_catcher() -> None:
    silent = replace(REAL, smtp_url="")
    caught = replace(REAL, mail_catcher_url="http://mail:8025")

    assert "SMTP_URL" in faults(silent, "notifications")[0]
    assert "MAIL_CATCHER_URL" in faults(caught, "notifications")[0]


def test_samples_may_keep_the_secrets_of_the_sample() -> None:
    samples = replace(REAL, sample=True, service_secrets={"portal": "sample-"}, portal_secret="")

    assert faults(samples, "portal") == []


def test_separate_services_need_to_know_where_everything_is_even_as_a_sample() -> None:
    told = faults(Settings(mode="services", sample=True))

    assert [key in " ".join(told) for key in ("DATABASE_URL", "SERVICE_URL", "BROKER_URL")] == [
        True,
        True,
        True,
    ]
    table = replace(REAL, service_url="identity=http://a,partners=http://b")

    assert "no address of congregations, scheduling" in faults(table)[0]


@pytest.mark.parametrize("start", ["web", "worker", "prepare"])
def test_nothing_starts_with_a_fault(start: str) -> None:
    poor = Settings(mode="services")
    starts = {
        "web": lambda: separate.web("partners", poor, "127.0.0.1:0", 1),
        "worker": lambda: separate.worker("partners", poor),
        "prepare": lambda: separate.prepare(poor),
    }

    with pytest.raises(click.ClickException, match="is not set"):
        starts[start]()


def test_keys_without_a_value_count_as_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    for key, _ in KEYS:
        monkeypatch.setenv(f"MISSIONSCOACH_{key}", "")
    monkeypatch.delenv("SMTP_URL", raising=False)

    assert from_environment() == Settings()


def test_every_key_reaches_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MISSIONSCOACH_SERVICE_SECRETS", "partners=a=b,portal=c")
    monkeypatch.setenv("MISSIONSCOACH_SAMPLE", "1")
    monkeypatch.setenv("MISSIONSCOACH_PUBLIC_URL", "https://missie.example/")
    monkeypatch.setenv("SMTP_URL", "smtp://relay.example")
    settings = from_environment()

    assert settings.service_secrets == {"partners": "a=b", "portal": "c"}
    assert settings.sample is True
    assert settings.public_url == "https://missie.example"
    assert settings.smtp_url == "smtp://relay.example"


def test_all_wrong_values_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "MODE": "both",
        "SAMPLE": "perhaps",
        "PUBLIC_URL": "missie.example",
        "SERVICE_SECRETS": "the secret alone",
        "SERVICE_URL": "http://everywhere",
        "LOG_LEVEL": "LOUD",
    }
    for key, value in wrong.items():
        monkeypatch.setenv(f"MISSIONSCOACH_{key}", value)

    with pytest.raises(EnvValidationError) as fault:
        from_environment()

    assert [key for key in wrong if f"MISSIONSCOACH_{key}" not in str(fault.value)] == []
    assert "the secret alone" not in str(fault.value)


def test_the_command_says_in_one_sentence_which_setting_is_wrong() -> None:
    result = CliRunner().invoke(main, ["provision"], env={"MISSIONSCOACH_MODE": "both"})

    assert result.exit_code == 1
    assert "MISSIONSCOACH_MODE" in result.output
    assert "Traceback" not in result.output
