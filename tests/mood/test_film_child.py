"""The child that looks at a film: what it can, what it cannot, and how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from niangjia.kernel.base import cell
from niangjia.services.mood.film import child as inside
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


@pytest.mark.row("000-13")
def test_a_film_is_judged_behind_locked_doors() -> None:
    lines = said(films.film(10))
    assert lines[0] == {"ready": True, "locked": sys.platform == "linux"}
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
    for name in ("Max core file size", "Max file size"):
        row = next(row for row in limits if row.startswith(name))
        assert row.removeprefix(name).split()[:2] == ["0", "0"]
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


def damaged(count: int) -> None:
    told = mutants.storm(films.film(1.2), 0, count)
    assert sum(told.values()) == count and not told["died"], told
    assert not [code for code in told if code.startswith("broken:")], told
    assert told["too_short"] and told["unreadable"], told


def test_damaged_films_are_refused_by_name() -> None:
    damaged(40)


@pytest.mark.deep
@pytest.mark.row("000-13")
def test_five_thousand_damaged_films_are_refused_by_name() -> None:
    damaged(5000)


@pytest.mark.deep
def test_damaged_films_are_refused_by_the_child_itself() -> None:
    for seed in range(60):
        last = said(mutants.mutant(films.film(10), 10_000 + seed))[-1]
        assert "refused" in last or last["answer"]["reasons"] or last["answer"]["assessable"]
