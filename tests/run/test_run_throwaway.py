"""A database for one command: gone afterwards, also when the command or its owner is killed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from niangjia.run import processes, throwaway
from niangjia.run.cluster import pid_in
from niangjia.run.settings import Settings

RUN = [sys.executable, "-m", "niangjia.run.throwaway"]
ASK = "echo $NIANGJIA_DATA; cat $NIANGJIA_DATA/pg/postmaster.pid | head -n 1; exit 3"


def test_the_exit_code_is_the_commands() -> None:
    answer = subprocess.run([*RUN, "sh", "-c", ASK], capture_output=True, text=True, check=False)
    folder, pid = answer.stdout.split()
    assert answer.returncode == 3, answer.stderr
    assert not Path(folder).exists()
    assert not processes.alive(int(pid))


def test_a_killed_run_is_swept_up_later(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with subprocess.Popen(
        [*RUN, "sh", "-c", "echo $NIANGJIA_DATA; exec sleep 60"],
        env={**os.environ, "TMPDIR": str(folder)},
        stdout=subprocess.PIPE,
        text=True,
    ) as owner:
        assert owner.stdout
        data = Path(owner.stdout.readline().strip())
        server = pid_in(data / "pg/postmaster.pid")
        children = [pid for pid in processes.everyone() if parent(pid) == owner.pid]
        owner.kill()
        for pid in children:
            if pid != server:
                os.kill(pid, 9)
    assert processes.alive(server)
    monkeypatch.setattr(throwaway.tempfile, "gettempdir", lambda: str(folder))
    throwaway.sweep()
    assert data.exists()
    monkeypatch.setattr(throwaway, "SETTLED", -1.0)
    throwaway.sweep()
    assert not data.exists()
    assert not processes.alive(server)


def parent(pid: int) -> int:
    """The parent of a process."""
    words = processes.look(pid, "stat", "").split()
    return int(words[1]) if len(words) > 1 else 0


def test_builders_may_create_databases() -> None:
    with throwaway.throwaway(Settings()) as environment:
        assert environment["NIANGJIA_DEMO"] == "0"
        assert Path(environment["NIANGJIA_DATA"]).is_dir()
    assert not Path(environment["NIANGJIA_DATA"]).exists()
