"""Of films that were looked at, and of those whose looking was killed, nothing is anywhere."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from bench.phone import Phone
from django.db import connection

from tests.kit import cluster, database, live
from tests.kit.world import World

from . import films, traces
from .conftest import turns_forgotten
from .lookers import begun, children, looking

WORKERS = ("a1x-asker", "a1x-colleague", "a1y-asker", "a1y-colleague")


def killed(server: live.Running, phone: Phone, film: bytes, after: float) -> bool:
    """One look that is killed in its middle; the phone goes on with the same ticket. False where it
    had its answer before."""
    told: list[str] = []
    ticket = phone.ask()["ticket"]

    def run() -> None:
        told.append(str(next(iter(phone.send(ticket, film)[-1]))))

    sender = threading.Thread(target=run)
    sender.start()
    begun(server)
    time.sleep(after)
    hit = looking(server)
    for pid in hit:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    sender.join()
    return bool(hit) and told == ["state"]


def surely_killed(server: live.Running, phone: Phone, film: bytes, after: float) -> None:
    """Earlier and earlier, until it was in the middle."""
    while not killed(server, phone, film, after):
        assert after > 0.001
        after /= 2


def nothing_left(world: World, server: live.Running, runs: int, kills: int) -> None:
    """Run and kill, then look everywhere."""
    start, mark = time.time() - 1, traces.new_mark()
    whole, short = films.film(10), films.film(1.2)
    phones = [Phone(server.url, world.hats[key].cookie) for key in WORKERS]
    told: Counter[str] = Counter()
    for one in range(0, runs, len(phones)):
        film = films.marked(whole if one % 8 == 0 else short, mark)
        with ThreadPoolExecutor(len(phones)) as pool:
            answers = pool.map(Phone.run, phones[: runs - one], [film] * len(phones))
            told.update(named(answer) for answer in answers)
        turns_forgotten()
    assert sum(told.values()) == runs and told["seen"] >= runs / 2, told
    for one in range(kills):
        surely_killed(server, phones[one % 4], films.marked(whole, mark), 0.15 * (one % 10))
    wanted = [*traces.needles(whole, mark), *traces.needles(short, mark)]
    assert not traces.left(start, wanted, mark, server)


def named(answer: dict[str, object]) -> str:
    """Whether it was seen."""
    return "seen" if answer["assessable"] else "refused"


@pytest.mark.row("000-13")
def test_nothing_is_left_of_films_seen_and_killed(opened: World, server: live.Running) -> None:
    nothing_left(opened, server, 2, 1)


@pytest.mark.deep
@pytest.mark.row("000-13")
def test_nothing_is_left_of_two_hundred_films_and_twenty_killed(
    opened: World, server: live.Running
) -> None:
    nothing_left(opened, server, 200, 20)


def test_sixty_megabytes_pass_through_a_web_that_does_not_grow(
    opened: World, server: live.Running
) -> None:
    """Neither in memory nor on disk: a film is passed on as it comes in."""
    film = films.marked(films.film(1.2), b"x", 60_000_000)
    phone = Phone(server.url, opened.hats["a1x-asker"].cookie)
    assert named(phone.run(films.film(1.2))) == "refused"
    assert server.process
    webs = [server.process.pid, *children(server.process.pid)]
    before = [(peak(pid), written(pid)) for pid in webs]
    assert named(phone.run(film)) == "refused"
    grown = [(peak(pid) - p, written(pid) - w) for pid, (p, w) in zip(webs, before, strict=True)]
    assert max(memory for memory, _disk in grown) < 8_000_000, grown
    assert max(disk for _memory, disk in grown) < 1_000_000, grown


def peak(pid: int) -> int:
    """Bytes of memory a process had at most."""
    rows = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(row.split()[1]) * 1024 for row in rows if row.startswith("VmHWM"))


def written(pid: int) -> int:
    """Bytes it had the system write to a disk; none where only root is told, as of a process that
    leaves no image of itself."""
    try:
        rows = Path(f"/proc/{pid}/io").read_text().splitlines()
    except PermissionError:
        return 0
    return next(int(row.split()[1]) for row in rows if row.startswith("write_bytes"))


def test_the_turns_know_nothing_either(opened: World, server: live.Running) -> None:
    """After the answer: a digest of a consent and a token of the day, and no row that waits."""
    phone = Phone(server.url, opened.hats["a1x-asker"].cookie)
    receipt = phone.receipt()
    stub = phone.ask(receipt)["ticket"]
    assert "answer" in phone.send(stub, films.film(1.2))[-1]
    with cluster.as_super(database.clone_name()) as link:
        assert not link.execute("SELECT 1 FROM sec.turn").fetchall()
        kept = str(link.execute("SELECT * FROM sec.turn_spent, sec.turn_tally").fetchall())
        audits = link.execute(
            "SELECT count(*) FROM acts_audit WHERE action LIKE 'mood%' OR purpose LIKE 'mood%'"
        ).fetchone()
    person = opened.hats["a1x-asker"].person.id
    assert str(person) not in kept and person.hex not in kept and stub not in kept
    assert receipt[:20] not in kept
    assert audits == (0,)
    assert not connection.in_atomic_block
