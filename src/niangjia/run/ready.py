"""Bringing the database up to date: one call of the site's ``ready`` command.

Agreement with the site: ``ready --json [--empty]`` migrates, installs policies, makes the demo data
once unless ``--empty``, and is quick when there is nothing to do. On stderr a line beginning with
``> `` is progress for the person at the terminal, one beginning with ``! `` a sentence about what
is wrong; everything else is for the log. Its last line on stdout is one JSON object:
``{"accounts": [{"phone": str, "who": str}], "setup_url": str | null}``.
"""

import hashlib
import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from niangjia.run import logs
from niangjia.run.errors import RunError
from niangjia.run.place import Place

PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Prepared:
    """What the site says when it is ready: demo accounts (phone, who), the wizard's link."""

    accounts: tuple[tuple[str, str], ...] = ()
    setup_url: str = ""


def prepare(
    command: list[str], environment: dict[str, str], place: Place, say: Callable[[str], None]
) -> Prepared:
    """Run ``ready`` to its end; a failure is a RunError that names the log."""
    log = place.log / "ready.log"
    with subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        try:
            trouble, answer = listen(process, log, say), read_all(process.stdout)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise RunError(trouble or f"The database could not be prepared; the reason is in {log}.")
    return parse(answer, log)


def listen(process: subprocess.Popen[str], log: Path, say: Callable[[str], None]) -> str:
    """Pass progress on, keep everything in the log; returns the last sentence of trouble."""
    trouble = ""
    with logs.append_to(log) as file:
        for line in process.stderr or ():
            file.write(line.encode())
            if line.startswith("> "):
                say(line[2:].rstrip())
            trouble = line[2:].strip() if line.startswith("! ") else trouble
    return trouble


def read_all(stream: IO[str] | None) -> str:
    """What is left in a pipe: the answer is one short line, so it fits while stderr is read."""
    return stream.read() if stream else ""


def parse(answer: str, log: Path) -> Prepared:
    """Read the last line of the answer."""
    try:
        found = json.loads(answer.strip().splitlines()[-1])
        accounts = tuple((str(one["phone"]), str(one["who"])) for one in found["accounts"])
        return Prepared(accounts, str(found.get("setup_url") or ""))
    except (IndexError, ValueError, KeyError, TypeError) as error:
        raise RunError(f"The site did not say that it is ready; see {log}.") from error


def fingerprint() -> str:
    """A text that changes when any program or SQL file of the package does."""
    found = sorted((str(path), path.stat()) for path in sources())
    parts = [f"{path}:{facts.st_size}:{facts.st_mtime_ns}" for path, facts in found]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def sources() -> list[Path]:
    """The files whose change may call for a migration."""
    return [path for pattern in ("*.py", "*.sql") for path in PACKAGE.rglob(pattern)]


def known(place: Place) -> bool:
    """Whether this very version has prepared this very cluster: the web may start at once."""
    mark = place.run / "ready"
    return mark.is_file() and mark.read_text("utf-8") == fingerprint()


def remember(place: Place) -> None:
    """Note that this version has prepared the cluster."""
    (place.run / "ready").write_text(fingerprint(), "utf-8")


def forget(place: Place) -> None:
    """Drop the note, before a new cluster is used."""
    (place.run / "ready").unlink(missing_ok=True)
