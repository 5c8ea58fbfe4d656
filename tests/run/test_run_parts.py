"""The parts alone, on one of several machines: whose keys they use, what they find to hand out."""

import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from niangjia.run import doctor, keys, statics
from niangjia.run.account import server_account
from niangjia.run.errors import RunError
from niangjia.run.place import open_place
from niangjia.run.settings import Settings, load
from tests.run.command import Command
from tests.run.test_run_up import answers, one_sentence

OWN = {"DATABASE_URL": "postgresql://nj_app@/niangjia?host=/nowhere&sslmode=disable"}


@pytest.fixture
def migrated(folder: Path) -> Path:
    """The secrets of the machine that migrated."""
    made = open_place(folder / "first", server_account("")).secrets
    keys.ensure(made)
    return made


@pytest.mark.parametrize("name", ["serve", "work"])
def test_a_machine_without_the_secrets_makes_none(command: Command, name: str) -> None:
    answer = command.run(name, **OWN)
    assert answer.returncode == 2
    assert one_sentence(answer.stderr)
    assert "copy the secrets of the machine that ran niangjia migrate" in answer.stderr
    assert not list((command.data / "secrets").iterdir())


def test_serve_collects_what_it_hands_out(
    command: Command,
    migrated: Path,
    port: int,
    eventually: Callable[[Callable[[], bool]], None],
) -> None:
    shutil.copytree(migrated, command.data / "secrets")
    process = subprocess.Popen(
        command.words("serve", "--port", str(port)), env={**command.environment, **OWN}, text=True
    )
    command.started.append(process)
    eventually(lambda: answers(port))
    assert (command.data / "static/staticfiles.json").is_file()
    process.send_signal(signal.SIGINT)
    process.wait(20)


def test_files_are_collected_once_for_each_version(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = open_place(command.data, server_account(""))
    settings = load(command.environment)
    environment = {**command.environment, "NIANGJIA_DATA": str(place.root)}
    for _ in range(2):
        statics.ensure(place, settings, environment)
    assert (place.root / "static/times").read_text() == "once\n"
    monkeypatch.setattr(statics, "VERSION", "another")
    statics.ensure(place, settings, environment)
    shutil.rmtree(place.root / "static")
    statics.ensure(place, settings, environment)
    assert (place.root / "static/times").read_text() == "once\n"
    monkeypatch.setattr(statics, "VERSION", "a third")
    with pytest.raises(RunError, match=r"could not be collected; the reason is in .*static\.log"):
        statics.ensure(place, Settings(manage="no.such.module"), environment)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("up", "--port", "abc"), "--port: should be a number from 1 to 65535, not abc"),
        (("up", "--port", "70000"), "--port: should be a number from 1 to 65535, not 70000"),
        (("up", "--install-only", "--bogus"), "--bogus"),
        (("serve", "--data"), "--data"),
        (("triage", "evaluate", "--train"), "--train"),
    ],
)
def test_wrong_words_are_answered_by_one_sentence(
    command: Command, words: tuple[str, ...], said: str
) -> None:
    answer = subprocess.run(
        command.words(*words)[: 3 + len(words)],
        env=command.environment,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 2
    assert one_sentence(answer.stderr), answer.stderr
    assert said in answer.stderr
    assert not command.data.exists()


def test_an_address_that_cannot_be_read_ends_the_command(command: Command) -> None:
    answer = command.run("serve", DATABASE_URL="postgresql://nj_app:hush@db/niangjia?sslmod=x")
    assert answer.returncode == 2
    assert one_sentence(answer.stderr)
    assert "hush" not in answer.stderr


@pytest.mark.parametrize(
    ("version", "fine"), [((3, 11, 2), True), ((3, 12, 0), None), ((3, 14, 1), None)]
)
def test_one_python_is_tested_and_three_are_expected_to_work(
    version: tuple[int, ...], fine: bool | None
) -> None:
    assert doctor.check_python(version).fine is fine
    assert doctor.check_python((3, 10, 9)).fine is False
    assert doctor.check_python((3, 15, 0)).fine is False
