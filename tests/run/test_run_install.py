"""bin/install: which Python it takes, when it installs again, what it says when it cannot."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(folder: Path) -> Path:
    """As much of a checkout as installing looks at."""
    (folder / "bin").mkdir()
    for name in ("bin/install", "requirements.lock", "pyproject.toml"):
        shutil.copy(CHECKOUT / name, folder / name)
    return folder


def shell(checkout: Path, script: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a line of bash after loading bin/install."""
    return subprocess.run(
        ["bash", "-c", f". bin/install; {script}"],
        cwd=checkout,
        env={"PATH": os.environ["PATH"], **more},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_old_python_is_named(checkout: Path) -> None:
    old = checkout / "old"
    old.write_text('#!/bin/sh\n[ "$1" = -V ] && echo Python 3.9.2\nexit 1\n')
    old.chmod(0o755)
    answer = shell(checkout, "choose_python", NIANGJIA_PYTHON=str(old))
    assert answer.returncode == 2
    assert answer.stderr.startswith("niangjia: Python 3.11 to 3.14 is needed, found: Python 3.9.2.")


def test_a_python_without_venv_is_named(checkout: Path) -> None:
    bare = checkout / "bare"
    bare.write_text("#!/bin/sh\nexit 3\n")
    bare.chmod(0o755)
    answer = shell(checkout, "choose_python", NIANGJIA_PYTHON=str(bare))
    assert answer.returncode == 2
    assert "python3-venv" in answer.stderr


def test_a_full_disk_is_told(checkout: Path) -> None:
    answer = shell(checkout, "NEEDED_MB=999999999; check_room")
    assert answer.returncode == 2
    assert "installing needs 999999999 MB" in answer.stderr


OFFLINE = """WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by
'NewConnectionError('<HTTPConnection>: Failed to establish a new connection: [Errno 111]
Connection refused')': /simple/annotated-types/
ERROR: Could not find a version that satisfies the requirement annotated-types==0.7.0
"""


@pytest.mark.parametrize(
    ("log", "said"),
    [
        (OFFLINE, "the package registry cannot be reached"),
        (OFFLINE + "ERROR: [Errno 28] No space left on device\n", "No space left on device"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES\n", "DO NOT MATCH THE HASHES"),
    ],
)
def test_the_reason_of_a_failed_installation(checkout: Path, log: str, said: str) -> None:
    (checkout / "log").write_text(log)
    answer = shell(checkout, "reason_in log").stdout
    assert said in answer
    assert answer.count("\n") == 1


def test_up_refuses_words_it_does_not_know_also_when_it_only_installs(checkout: Path) -> None:
    shutil.copy(CHECKOUT / "bin/up", checkout / "bin/up")
    program = checkout / ".venv/bin/niangjia"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "$@"\n')
    program.chmod(0o755)
    stamp = "wanted_stamp requirements.lock > .venv/stamp-run;"
    answer = shell(checkout, f"{stamp} bash bin/up --install-only --bogus")
    assert answer.stdout == "up --install-only --bogus\n"


def test_the_stamp_follows_the_lock_and_the_place(checkout: Path) -> None:
    first = shell(checkout, "wanted_stamp requirements.lock").stdout
    assert len(first) == 65
    with (checkout / "requirements.lock").open("a") as lock:
        lock.write("# one more\n")
    assert shell(checkout, "wanted_stamp requirements.lock").stdout != first
    moved = checkout / "moved"
    shutil.copytree(CHECKOUT / "bin", moved / "bin")
    for name in ("requirements.lock", "pyproject.toml"):
        shutil.copy(CHECKOUT / name, moved / name)
    assert shell(moved, "wanted_stamp requirements.lock").stdout != first


def test_a_complete_environment_is_left_alone(checkout: Path) -> None:
    (checkout / ".venv").mkdir()
    stamp = "mkdir -p .venv; wanted_stamp requirements.lock > .venv/stamp-run;"
    answer = shell(checkout, f"{stamp} ensure_venv requirements.lock stamp-run")
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
