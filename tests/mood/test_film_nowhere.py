"""Of films that were looked at, and of those whose looking was killed, nothing is anywhere."""

from __future__ import annotations

import io
import os
import secrets
import signal
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import av
import pytest
from bench.phone import Phone
from django.db import connection

from tests.kit import cluster, database, live
from tests.kit.world import World

from . import films
from .conftest import turns_forgotten
from .lookers import begun, children, looking

WORKERS = ("a1x-asker", "a1x-colleague", "a1y-asker", "a1y-colleague")
TEMPORARY = Path(tempfile.gettempdir())
#: A file that is read for marks is read in pieces of this many bytes.
PIECE = 1 << 24


def pictures(film: bytes) -> Iterator[bytes]:
    """Bytes of a decoded picture that nothing else has by chance."""
    with av.open(io.BytesIO(film)) as box:
        frame = next(box.decode(video=0))
    rows = frame.to_ndarray(format="gray8")
    for row in rows[40:400:60]:
        window = row[60:124].tobytes()
        if len(set(window)) > 30:
            yield window


def needles(film: bytes, mark: bytes) -> list[bytes]:
    """The mark, pieces of the coded film, and pieces of a decoded picture."""
    coded = [film[at : at + 48] for at in range(2000, len(film) // 2, len(film) // 12)]
    found = [mark, *coded, *pictures(film)]
    assert len(found) > 8
    return found


def written_since(start: float, roots: list[Path]) -> Iterator[Path]:
    """Files that changed since then, whoever wrote them."""
    for root in roots:
        for folder, inner, names in os.walk(root):
            if root == TEMPORARY and len(Path(folder).relative_to(root).parts) == 2:
                inner.clear()  # nobody hides a film that deep, and other people's trees are large
            for name in names:
                path = Path(folder, name)
                with suppress(OSError):
                    status = path.lstat()
                    if status.st_mtime >= start and path.is_file() and not path.is_symlink():
                        yield path


def found_in(path: Path, wanted: list[bytes]) -> list[bytes]:
    """Which of them a file holds; a file that went away meanwhile holds none."""
    found: set[bytes] = set()
    keep = max(map(len, wanted)) - 1
    try:
        with path.open("rb") as file:
            held = b""
            while piece := file.read(PIECE):
                held = held[-keep:] + piece
                found |= {one for one in wanted if one in held}
    except OSError:
        return []
    return sorted(found)


def everywhere() -> list[Path]:
    """The data directory, the database's with its log of writes, and what is temporary."""
    with cluster.as_super() as link:
        link.execute("CHECKPOINT")
        row = link.execute("SHOW data_directory").fetchone()
    assert row
    return [Path(os.environ["NIANGJIA_DATA"]), Path(row[0]), TEMPORARY]


def killed(server: live.Running, phone: Phone, film: bytes, after: float) -> str:
    """One look that is killed in its middle; the phone goes on with the same ticket."""
    told: list[str] = []
    ticket = phone.ask()["ticket"]

    def run() -> None:
        told.append(str(next(iter(phone.send(ticket, film)[-1]))))

    sender = threading.Thread(target=run)
    sender.start()
    begun(server)
    time.sleep(after)
    for pid in looking(server):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    sender.join()
    return told[0]


def nothing_left(world: World, server: live.Running, runs: int, kills: int) -> None:
    """Run and kill, then look everywhere."""
    start, mark = time.time() - 1, secrets.token_bytes(24)
    whole, short = films.film(10), films.film(1.2)
    phones = [Phone(server.url, world.hats[key].cookie) for key in WORKERS]
    told: Counter[str] = Counter()
    for one in range(0, runs, len(phones)):
        film = films.marked(whole if one % 40 == 0 else short, mark)
        with ThreadPoolExecutor(len(phones)) as pool:
            answers = pool.map(Phone.run, phones[: runs - one], [film] * len(phones))
            told.update(named(answer) for answer in answers)
        turns_forgotten()
    assert sum(told.values()) == runs and told["seen"] >= min(runs, 4), told
    ended = Counter(
        killed(server, phones[one % 4], films.marked(whole, mark), 0.15 * (one % 10))
        for one in range(kills)
    )
    assert ended["state"] >= kills * 0.6, ended  # the others had their answer before
    wanted = [*needles(whole, mark), *needles(short, mark)]
    assert not [one for one in wanted if one in server.said().encode(errors="replace")]
    traces = {
        str(path): found
        for path in written_since(start, everywhere())
        if (found := found_in(path, wanted))
    }
    assert not traces
    assert seen_where_it_is(wanted)


def named(answer: dict[str, object]) -> str:
    """Whether it was seen."""
    return "seen" if answer["assessable"] else "refused"


def seen_where_it_is(wanted: list[bytes]) -> bool:
    """The search finds what there is: a file with the mark is one."""
    start = time.time() - 1
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "left").write_bytes(b"x" * 1000 + wanted[0] + wanted[-1])
        found = [found_in(path, wanted) for path in written_since(start, [Path(folder)])]
    return found == [sorted({wanted[0], wanted[-1]})]


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
