"""The locked process that looks at one film: bytes in by a pipe, lines of JSON out by another.

It knows nothing of the house. Before the first byte of a film it has loaded all it needs; from then
on the kernel lets it compute, read its pipe and write its answer, and nothing else.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import sys
from collections.abc import Callable
from typing import IO, Any

from niangjia.kernel.base import cell

#: Twenty seconds of 720p take 6.5 seconds of a core, of 1080p 9 (docs/adr/0032).
BOUNDS = cell.Bounds(memory=1000 * cell.MB, seconds=20, files=32)
#: Behind every page: a film may take as long as it takes.
NICE = 10
#: Seconds on the wall from the last byte to the answer.
WALL = 45.0
PIECE = 1 << 16
#: Times a step says how far it is.
TIMES = 25


def main(length: int, language: str) -> None:
    """Look at the film of `length` bytes that comes by standard input."""
    cell.limit(BOUNDS)
    cell.undumped()
    cell.bound_to_parent()
    os.nice(NICE)
    lens = importlib.import_module("moodlens.engine")
    records = importlib.import_module("moodlens.records")
    lens.warm_up()
    limits = records.Limits(seconds=WALL)
    locked = _shut()
    _say(ready=True, locked=locked)
    if not locked:
        return  # not one byte of a film is read where the door is open
    try:
        content = _content(length)
        if content is not None:
            answer = lens.analyse(content, _told(), limits=limits)
            _say(answer=answer.as_dict(language))
    except MemoryError:
        _say(refused="too_heavy")
    except Exception:  # whatever a library makes of a film nobody has seen before
        _say(refused="broken")


def _shut() -> bool:
    """Whether the kernel locked the door; one that refuses to has not."""
    try:
        return cell.shut()
    except OSError:
        return False


def _content(length: int) -> IO[bytes] | None:
    """The whole film; None when it does not end where it should: then nobody waits for it."""
    content = bytearray()
    while len(content) <= length and (piece := os.read(0, PIECE)):
        content += piece
    return io.BytesIO(content) if len(content) == length else None


def _told() -> Callable[[str, float], None]:
    """Says how far a step is, now and then."""
    last: tuple[str, int] = ("", 0)

    def told(step: str, share: float) -> None:
        nonlocal last
        now = (step, int(share * TIMES))
        if now != last:
            last = now
            _say(step=step, share=round(share, 2))

    return told


def _say(**line: Any) -> None:
    os.write(1, json.dumps(line, ensure_ascii=False).encode() + b"\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
