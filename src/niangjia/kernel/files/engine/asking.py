"""Gives a stranger's file to the workshop and takes the answer, within bounds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Any, BinaryIO

from django.core.files.base import File

from niangjia.kernel.files import rules

#: Seconds on the wall; the process itself ends after eight of the processor.
WALL = 10.0
#: Files one process of the house has in the workshop at a time, and how long one waits its turn.
AT_ONCE, TURN = 2, 20.0
LONGEST_LINE = 4096
_turns = threading.BoundedSemaphore(AT_ONCE)


class BadFile(Exception):
    """The file is not taken; `why` is a key of `rules.SENTENCES`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why if why in rules.SENTENCES else "broken"


@dataclass(frozen=True, slots=True)
class Remade:
    """A file put together anew, lying in an unnamed file of ours."""

    kind: str
    facts: dict[str, int]
    #: (name, media type, bytes), in the order in which they lie.
    parts: tuple[tuple[str, str, int], ...]
    spool: BinaryIO
    #: Whether the kernel had locked the workshop's door.
    locked: bool


def remade(source: IO[bytes] | File[Any]) -> Remade:
    """Take a file apart and put it together anew. Raises BadFile."""
    with tempfile.TemporaryFile() as copy:
        source.seek(0)
        shutil.copyfileobj(source, copy)
        form = _sniffed(copy)
        return _asked(form, copy)


def covered(source: Iterable[bytes], marks: Iterable[rules.Mark]) -> Remade:
    """A copy of a photograph of ours with parts painted over. Raises BadFile."""
    with tempfile.TemporaryFile() as copy:
        copy.writelines(source)
        said = ";".join(",".join(str(part) for part in mark) for mark in marks)
        return _asked(f"cover:{said}", copy)


def _sniffed(copy: BinaryIO) -> str:
    size = copy.seek(0, os.SEEK_END)
    copy.seek(0)
    head = copy.read(rules.HEAD)
    copy.seek(max(0, size - rules.TAIL))
    form, why = rules.sniffed(head, copy.read())
    if why:
        raise BadFile(why)
    if size > rules.BYTES[rules.KINDS[form]]:
        raise BadFile("too_big")
    copy.seek(0)
    return form


def _asked(form: str, copy: BinaryIO) -> Remade:
    if not _turns.acquire(timeout=TURN):
        raise BadFile("busy")
    spool = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the answer)
    try:
        _run(form, copy, spool)
        return _read(spool)
    except BaseException:
        spool.close()
        raise
    finally:
        _turns.release()


def _run(form: str, copy: BinaryIO, spool: BinaryIO) -> None:
    """Its own session, no environment, no folder of ours; killed when its time is over."""
    copy.flush()
    os.lseek(copy.fileno(), 0, os.SEEK_SET)
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-B", "-m", f"{__package__}.workshop", form],
            stdin=copy,
            stdout=spool,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"LANG": "C.UTF-8"},
            start_new_session=True,
            timeout=WALL,
            check=False,
        )
    except subprocess.TimeoutExpired as wrong:
        raise BadFile("too_heavy") from wrong
    if done.returncode:
        raise BadFile("too_heavy")


def _read(spool: BinaryIO) -> Remade:
    spool.seek(0)
    answer: dict[str, Any] = json.loads(spool.readline(LONGEST_LINE))
    if why := answer.get("why"):
        raise BadFile(why)
    parts = tuple((str(name), str(media), int(size)) for name, media, size in answer["parts"])
    facts = {str(key): int(value) for key, value in answer["facts"].items()}
    return Remade(str(answer["kind"]), facts, parts, spool, bool(answer["locked"]))
