"""Typed settings: what they read, what they refuse, what doctor may show."""

from pathlib import Path

import pytest

from niangjia.run.doctor import check_seccomp
from niangjia.run.errors import RunError
from niangjia.run.settings import Settings, data_directory, load, show


def test_defaults_need_no_environment() -> None:
    assert load({}) == Settings()
    assert Settings().embedded


def test_values_are_typed() -> None:
    found = load(
        {
            "NIANGJIA_HTTPS": "yes",
            "NIANGJIA_ALLOWED_HOSTS": "union.example, www.union.example ,",
            "NIANGJIA_TRUSTED_PROXIES": "10.0.0.1,192.168.0.0/16",
            "NIANGJIA_WEB_WORKERS": " 4 ",
            "DATABASE_URL": "postgresql://nj_app:word@db/niangjia",
        }
    )
    assert found.https is True
    assert found.allowed_hosts == ("union.example", "www.union.example")
    assert found.trusted_proxies == ("10.0.0.1/32", "192.168.0.0/16")
    assert found.web_workers == 4
    assert not found.embedded


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("NIANGJIA_HTTPS", "perhaps"),
        ("NIANGJIA_WEB_WORKERS", "0"),
        ("NIANGJIA_WEB_THREADS", "many"),
        ("NIANGJIA_TRUSTED_PROXIES", "the proxy"),
        ("NIANGJIA_SMS_URL", "ftp://gateway.example"),
        ("DATABASE_URL", "mysql://db/niangjia"),
        ("DATABASE_URL", "postgresql://nj_app:hush@db/niangjia?sslmod=verify-full"),
        ("DATABASE_URL", "postgresql://nj_app:hush@db/niangjia?sslmode=sometimes"),
        ("NIANGJIA_JOBS_URL", "postgresql://nj_jobs:hush@db:five/niangjia"),
        ("NIANGJIA_MIGRATE_URL", "postgresql://db"),
        ("DATABASE_URL", "postgresql://[::1/niangjia"),
    ],
)
def test_a_wrong_value_names_its_variable(variable: str, value: str) -> None:
    with pytest.raises(RunError, match=variable) as refused:
        load({variable: value})
    assert "hush" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_doctor_shows_sources_and_hides_passwords() -> None:
    environ = {"DATABASE_URL": "postgresql://nj_app:hush@db/niangjia", "NIANGJIA_HTTPS": "1"}
    lines = {one.variable: one for one in show(load(environ), environ)}
    assert "hush" not in lines["DATABASE_URL"].value
    assert lines["NIANGJIA_HTTPS"].value == "yes"
    assert lines["NIANGJIA_HTTPS"].source == "environment"
    assert lines["NIANGJIA_STAFF_MFA"].source == "default"


def test_the_command_line_beats_the_environment() -> None:
    settings = load({"NIANGJIA_DATA": "/somewhere/else"})
    assert data_directory("/here", settings) == Path("/here")
    assert data_directory(None, settings) == Path("/somewhere/else")
    assert data_directory(None, Settings()).name == ".niangjia"


def test_doctor_says_where_films_cannot_be_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "actions"
    assert check_seccomp(there).fine is None
    there.write_text("kill_process trap errno trace log allow\n")
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    assert check_seccomp(there).fine
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    assert "films of the mood check are refused" in check_seccomp(there).text
