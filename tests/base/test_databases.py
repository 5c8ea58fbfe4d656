"""An address of a database means what PostgreSQL reads in it: nothing is dropped."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from niangjia.kernel.base import databases
from niangjia.site import environment

LOGIN = {"NAME": "niangjia", "USER": "nj_app", "PASSWORD": "", "HOST": "", "PORT": ""}


@pytest.mark.parametrize(
    ("url", "named", "options"),
    [
        (
            "postgresql://nj_app:w%40rd@db:5433/niangjia",
            {"PASSWORD": "w@rd", "HOST": "db", "PORT": "5433"},
            {},
        ),
        (
            "postgres://nj_app@db/niangjia?sslmode=verify-full&sslrootcert=/etc/ca.pem",
            {"HOST": "db"},
            {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"},
        ),
        ("postgresql://nj_app@/niangjia?host=/run/sockets", {"HOST": "/run/sockets"}, {}),
        (
            "postgresql://nj_app@[::1]:5432,other:5433/niangjia?target_session_attrs=read-write",
            {"HOST": "::1,other", "PORT": "5432,5433"},
            {"target_session_attrs": "read-write"},
        ),
        ("postgresql:///?service=union", {"NAME": "", "USER": ""}, {"service": "union"}),
    ],
)
def test_everything_is_read(url: str, named: dict[str, str], options: dict[str, str]) -> None:
    assert databases.read(url) == {**LOGIN, **named, "OPTIONS": options}


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://nj_app@db/niangjia", "begin with postgresql"),
        ("postgresql://nj_app:hush@db/niangjia?sslmod=require", "sslmod"),
        ("postgresql://nj_app:hush@db/niangjia?sslmode=maybe", "verify-full"),
        ("postgresql://nj_app:hush@db:99999/niangjia", "port"),
        ("postgresql://nj_app:hush@[::1/niangjia", "no address"),
        ("postgresql://db/niangjia", "name a login"),
        ("postgresql://nj_app@db", "name a login"),
    ],
)
def test_what_cannot_be_read_is_refused_without_the_password(url: str, words: str) -> None:
    with pytest.raises(ValueError, match=words) as refused:
        databases.read(url)
    assert "hush" not in str(refused.value)


def test_the_site_connects_with_the_options(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nj_app@db/niangjia?sslmode=verify-full")
    found = environment.login("app", "DATABASE_URL")
    assert (found["HOST"], found["OPTIONS"]) == ("db", {"sslmode": "verify-full"})
    monkeypatch.setenv("DATABASE_URL", "postgresql://nj_app@db/niangjia?ssl=on")
    with pytest.raises(ImproperlyConfigured, match="The setting DATABASE_URL holds an option"):
        environment.login("app", "DATABASE_URL")
