"""Damaged films, many after one another in one process locked like the child's.

    python -m tests.mood.mutants FIRST COUNT < film

says one line for each: its seed, what became of it, and the seconds that took.
"""

from __future__ import annotations

import io
import os
import random
import select
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator

from moodlens.engine import analyse, warm_up
from moodlens.records import Limits
from niangjia.kernel.base import cell
from niangjia.services.mood.film.child import BOUNDS, WALL

#: No film may take longer than this.
HANG = 60


def mutant(film: bytes, seed: int) -> bytes:
    """A film with a few bytes changed, or a piece gone, doubled or cut off.

    Half of them are hurt in the pictures alone, so that what describes them leads to the damage.
    """
    dice = random.Random(seed)
    out = bytearray(film)
    end = out.find(b"moov") if dice.random() < 0.5 else len(out)
    for _ in range(dice.choice((1, 3, 10, 60))):
        at = dice.randrange(40, max(min(end, len(out)), 41))
        how = dice.randrange(8)
        if how < 4:
            out[at : at + 1] = bytes([dice.randrange(256)])
        elif how < 6:
            out[at : at + 4] = dice.choice((b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff"))
        elif end == len(film) and how == 6:
            del out[at : at + dice.randrange(1, 400)]
        elif end == len(film):
            out[at:at] = out[at : at + dice.randrange(1, 400)]
    if dice.random() < 0.05:
        del out[dice.randrange(len(out)) :]
    return bytes(out)


def judged(film: bytes) -> str:
    """The first reason, or `seen`."""
    try:
        answer = analyse(io.BytesIO(film), limits=Limits(seconds=WALL))
    except MemoryError:
        return "too_heavy"
    except Exception as wrong:
        return f"broken:{type(wrong).__name__}"
    return "seen" if answer.assessable else answer.reasons[0].code


def main(first: int, count: int) -> None:
    """Lock the door, then judge one mutant after the other."""
    film = sys.stdin.buffer.read()
    cell.limit(cell.Bounds(BOUNDS.memory, 4 * 3600))
    warm_up()
    cell.shut()
    for seed in range(first, first + count):
        start = time.monotonic()
        os.write(1, f"{seed} ".encode())
        found = judged(mutant(film, seed))
        os.write(1, f"{found} {time.monotonic() - start:.2f}\n".encode())


def storm(film: bytes, first: int, count: int) -> Counter[str]:
    """What became of them. A death or a hang is counted, and the next begins after it."""
    told, at = Counter[str](), first
    while at < first + count:
        found = list(_watched(film, at, first + count - at))
        assert found, "the locked process did not even begin"
        told.update(found)
        at += len(found)
        if at < first + count and found[-1] not in ("died", "hung"):
            told["died"] += 1
    return told


def _watched(film: bytes, first: int, count: int) -> Iterator[str]:
    """What one process says of each; one that is silent for longer than allowed is ended."""
    with tempfile.TemporaryFile() as source:
        source.write(film)
        source.seek(0)
        command = [sys.executable, "-m", __name__, str(first), str(count)]
        process = subprocess.Popen(command, stdin=source, stdout=subprocess.PIPE)
    assert process.stdout
    held = b""
    with process:
        while piece := _heard(process.stdout.fileno()):
            *lines, held = (held + piece).split(b"\n")
            yield from (line.split()[1].decode() for line in lines)
        if piece is None:
            process.kill()
            yield "hung"
        elif held:
            yield "died"


def _heard(pipe: int) -> bytes | None:
    """What it says next; None where it is silent for too long."""
    ready, _into, _wrong = select.select([pipe], [], [], HANG)
    return os.read(pipe, 1 << 16) if ready else None


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
