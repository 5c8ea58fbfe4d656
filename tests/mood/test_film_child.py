"""The child that looks at a film: what it can, what it cannot, and how it ends."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from niangjia.kernel.base import cell
from niangjia.services.mood.film import child as inside
from niangjia.services.mood.film import looking, watching
from niangjia.services.mood.film.watching import Child, Died

from . import films, mutants

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the filter is Linux's")


def said(content: bytes, length: int | None = None) -> list[dict[str, Any]]:
    """Everything the child says of a film. Raises Died."""
    child = Child(len(content) if length is None else length, "en")
    out = []
    try:
        for _ in child.feed(content):
            pass
        child.whole()
        for line in child.lines():
            if line is not None:
                out.append(line)
                if "answer" in line or "refused" in line:
                    return out
    finally:
        child.close()
    raise AssertionError(out)


@LINUX
@pytest.mark.row("000-13")
def test_a_film_is_judged_behind_locked_doors() -> None:
    lines = said(films.film(10))
    assert lines[0] == {"ready": True, "locked": True}
    answer = lines[-1]["answer"]
    assert answer["assessable"], answer
    assert answer["events"] and set(answer) >= {"fps", "duration", "sigma", "blinks", "reasons"}
    steps = [line["step"] for line in lines if "step" in line]
    assert list(dict.fromkeys(steps)) == ["look", "follow", "find"]
    assert steps.count("follow") > 10


@LINUX
def test_nothing_gets_out_of_the_child_that_looks(tmp_path: Path) -> None:
    """In the very process, locked as it is: a file, a socket, a child, a file without a name."""
    tries = (
        f"open({str(tmp_path / 'x')!r}, 'wb')",
        "__import__('socket').socket()",
        "os.fork()",
        "os.memfd_create('x')",
        "os.open('/dev/shm/x', os.O_CREAT | os.O_RDWR)",
        "os.kill(os.getppid(), 15)",
    )
    code = (
        "import os, socket\nfrom niangjia.services.mood.film import child\n"
        "from niangjia.kernel.base import cell\n"
        "import moodlens.engine as lens\nlens.warm_up()\n"
        "cell.limit(child.BOUNDS); cell.undumped(); assert cell.shut()\n"
        + "".join(
            f"try:\n    {one}\n    os.write(1, b'OUT')\n"
            "except PermissionError:\n    os.write(1, b'.')\n"
            for one in tries
        )
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, timeout=60)
    assert done.stdout == b"." * len(tries), done.stderr
    assert inside.BOUNDS.out == 0  # not even a file that was open before


@LINUX
def test_no_image_of_its_memory_is_left_and_it_ends_with_its_parent() -> None:
    code = (
        "import subprocess, sys, time\n"
        "from niangjia.services.mood.film.watching import Child\n"
        "one = Child(10_000, 'en')\n"
        "next(one.lines())\nprint(one.process.pid, flush=True)\ntime.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, bufsize=0)
    assert parent.stdout
    pid = int(parent.stdout.readline())
    status = Path(f"/proc/{pid}/status").read_text()
    assert "Seccomp:\t2" in status and "NoNewPrivs:\t1" in status
    limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
    bounds = {"Max core file size": "0", "Max file size": "0", "Max open files": "32"}
    for name, most in bounds.items():
        row = next(row for row in limits if row.startswith(name))
        assert row.removeprefix(name).split()[:2] == [most, most]
    cpu = next(row for row in limits if row.startswith("Max cpu time"))
    assert cpu.removeprefix("Max cpu time").split()[:1] == ["20"]
    # Not dumpable: what is said of it is the system's, not the user's (proc(5)).
    assert Path(f"/proc/{pid}/environ").stat().st_uid == 0
    assert os.getpriority(os.PRIO_PROCESS, pid) >= inside.NICE
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 5
    while Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_film_that_ends_too_early_is_never_looked_at() -> None:
    content = films.film(10)
    with pytest.raises(Died):
        said(content[:-1], len(content))


def test_a_child_that_is_killed_is_heard_of_at_once() -> None:
    child = Child(1_000_000, "en")
    next(line for line in child.lines() if line)
    child.process.kill()
    with pytest.raises(Died):
        for _ in child.feed(b"x" * 200_000):
            pass
        list(child.lines())
    child.close()
    assert child.process.returncode == -9


@LINUX
def test_the_room_is_what_was_said() -> None:
    code = (
        "from niangjia.kernel.base import cell\n"
        "cell.limit(cell.Bounds(memory=200 * cell.MB, seconds=1))\n"
        "try:\n    bytearray(300 * cell.MB)\nexcept MemoryError:\n    print('held', flush=True)\n"
        "while True:\n    pass\n"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, timeout=20)
    assert done.stdout == b"held\n"
    assert done.returncode == -24  # SIGXCPU
    assert cell.Bounds(1, 1).out == 0


def damaged(count: int, seconds: float = 1.2, first: int = 0) -> Counter[str]:
    told = mutants.storm(films.film(seconds), first, count)
    assert told.total() == count and not told["died"] and not told["hung"], told
    assert not [code for code in told if code.startswith("broken:")], told
    return told


def test_damaged_films_are_refused_by_name() -> None:
    told = damaged(40)
    assert told["too_short"] and told["unreadable"], told


@pytest.mark.deep
@pytest.mark.row("000-13")
def test_five_thousand_damaged_films_are_refused_by_name() -> None:
    """Most are too short to be looked at twice; five hundred are as long as a film has to be."""
    told = damaged(4500)
    assert told["too_short"] and told["unreadable"], told
    films.film(10)
    with ThreadPoolExecutor(2) as pool:
        halves = pool.map(lambda first: damaged(250, 10, first), (50_000, 60_000))
        long = sum(halves, Counter[str]())
    assert long.total() == 500 and long["seen"] > 50 and len(long) > 3, long


def test_a_film_that_hangs_is_ended_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The watch over the damaged ones wakes: a process that says nothing is not waited for."""
    monkeypatch.setattr(mutants, "HANG", 0.05)
    assert mutants.storm(films.film(1.2), 0, 1) == {"hung": 1}


UNLOCKED = (
    "import sys\nfrom niangjia.kernel.base import cell\n"
    "from niangjia.services.mood.film import child\n"
    "def refused():\n    {how}\n"
    "cell.shut = refused\nchild.main(int(sys.argv[1]), sys.argv[2])\n"
)


class Held:
    """A turn that was taken; and how it was given back."""

    def __init__(self) -> None:
        self.ended: list[bool] = []

    def beat(self) -> bool:
        return True

    def end(self, *, done: bool, seconds: float = 0.0) -> bool:
        self.ended.append(done)
        return True


@pytest.mark.parametrize("how", ["return False", "raise OSError(1, 'seccomp')"])
def test_where_the_door_stays_open_no_film_is_looked_at(
    how: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Not one byte of it goes to the child, the worker is told, and the operator's log says so."""
    start = subprocess.Popen

    def unlocked(command: list[str], **more: Any) -> subprocess.Popen[bytes]:
        here = command.index("-m")
        code = UNLOCKED.format(how=how)
        return start([*command[:here], "-c", code, *command[here + 2 :]], **more)

    monkeypatch.setattr(watching.subprocess, "Popen", unlocked)
    assert looking.seats.acquire(blocking=False)
    turn, source = Held(), io.BytesIO(films.film(1.2))
    one = looking.Looking(turn, len(source.getvalue()), "en")  # type: ignore[arg-type]
    one.take(source)
    (line,) = one
    assert source.tell() == 0 and turn.ended == [True]
    assert [reason["code"] for reason in json.loads(line)["answer"]["reasons"]] == ["unlocked"]
    assert "seccomp" in caplog.text


@pytest.mark.deep
def test_damaged_films_are_refused_by_the_child_itself() -> None:
    for seed in range(60):
        last = said(mutants.mutant(films.film(10), 10_000 + seed))[-1]
        assert "refused" in last or last["answer"]["reasons"] or last["answer"]["assessable"]
