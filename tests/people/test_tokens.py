"""`niangjia token`: told once, kept as a digest, ended at once."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta

import pytest
from django.test import Client

from niangjia.kernel.acts.acting import acting
from niangjia.kernel.acts.models import Audit
from niangjia.kernel.acts.page import digest
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import Act
from niangjia.kernel.base.types import Post, Refusal
from niangjia.kernel.people import commands
from niangjia.kernel.people.models import Token
from tests.kit.sowing import seeding
from tests.kit.world import World

from . import phones

PHONE = "13977770001"
COMMANDS = {command.words: command for command in commands.COMMANDS}


@pytest.fixture
def world(small_world: World) -> World:
    phones.give(small_world.hats["a1x.chair"].person, PHONE)
    return small_world


def run(words: str, *rest: str) -> int:
    command = COMMANDS[words]
    parser = ArgumentParser()
    command.arguments(parser)
    return command.run(parser.parse_args(rest))


def create(capsys: pytest.CaptureFixture[str], *rest: str) -> str:
    assert run("token create", "--phone", PHONE, *rest) == 0
    return capsys.readouterr().out.strip()


def actor_of(secret: str) -> tuple[Post, str]:
    act = Act("token", secret, "test")
    with acting(act):
        assert act.actor
        return act.actor.post, act.actor.org_path


def test_a_token_opens_the_workers_own_door(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = create(capsys, "--label", "报表")
    assert actor_of(secret) == (Post.WORKER, world.orgs["a1x"].path)
    with seeding():
        kept = Token.objects.get(digest=digest(secret))
    assert kept.label == "报表"
    assert abs(kept.expires_at - now() - timedelta(days=30)) < timedelta(minutes=1)
    assert secret not in str(vars(kept))


@pytest.mark.parametrize("how", ["id", "chair", "chair@Ca1x"])
def test_a_token_opens_a_post(world: World, capsys: pytest.CaptureFixture[str], how: str) -> None:
    held = world.hats["a1x.chair"].appointment
    assert held
    secret = create(capsys, "--capacity", str(held.pk) if how == "id" else how)
    assert actor_of(secret) == (Post.CHAIR, world.orgs["a1x"].path)


def test_the_interface_takes_the_token(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    secret = create(capsys, "--capacity", "chair")
    headers = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/cases", headers=headers).status_code == 200
    wrong = {"Authorization": f"Bearer {secret}x"}
    assert Client().get("/api/v1/cases", headers=wrong).status_code == 401


@pytest.mark.parametrize(
    ("rest", "code"),
    [
        (("--phone", "13977770009"), "no_person"),
        (("--phone", "12"), "bad_phone"),
        (("--phone", PHONE, "--capacity", "officer"), "no_capacity"),
        (("--phone", PHONE, "--capacity", "chair@C0"), "no_capacity"),
        (("--phone", PHONE, "--days", "0"), "bad_days"),
        (("--phone", PHONE, "--days", "367"), "bad_days"),
    ],
)
def test_what_cannot_be_issued_is_said(world: World, rest: tuple[str, ...], code: str) -> None:
    with pytest.raises(Refusal) as no:
        run("token create", *rest)
    assert no.value.code == code


def test_somebody_elses_post_is_not_issued(world: World) -> None:
    held = world.hats["a1y.chair"].appointment
    assert held
    with pytest.raises(Refusal):
        run("token create", "--phone", PHONE, "--capacity", str(held.pk))


def test_a_revoked_token_opens_nothing(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    secret = create(capsys)
    with seeding():
        number = str(Token.objects.get(digest=digest(secret)).pk)
    assert run("token revoke", number) == 0
    assert run("token revoke", number) == 0
    assert actor_of(secret)[0] is Post.NOBODY
    with pytest.raises(Refusal):
        run("token revoke", "00000000-0000-0000-0000-000000000000")


def test_the_list_says_what_opens_what(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    secret = create(capsys, "--capacity", "chair", "--label", "值班屏")
    run("token list")
    first = capsys.readouterr().out.splitlines()[0]
    assert "open" in first
    assert "chair@Ca1x" in first
    assert "值班屏" in first
    assert secret not in first
    with seeding():
        assert Audit.objects.filter(action="tokens.issued").exists()
