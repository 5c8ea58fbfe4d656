"""Styles, scripts and pictures, collected where the web hands them out: once for each version."""

import hashlib
import subprocess
from pathlib import Path

from niangjia.run import logs
from niangjia.run.children import manage_command
from niangjia.run.errors import RunError
from niangjia.run.locks import alone
from niangjia.run.place import Place
from niangjia.run.ready import PACKAGE
from niangjia.run.settings import VERSION, Settings


def fingerprint() -> str:
    """A text that changes when a file that is handed out does."""
    found = sorted((str(path), path.stat()) for path in PACKAGE.glob("**/static/**/*.*"))
    parts = [f"{path}:{facts.st_size}:{facts.st_mtime_ns}" for path, facts in found]
    return hashlib.sha256("\n".join([VERSION, *parts]).encode()).hexdigest()


def mark(place: Place) -> Path:
    """Where the version is noted that was collected last."""
    return place.run / "static"


def collected(place: Place) -> bool:
    """Whether this very version lies there."""
    there = (place.root / "static" / "staticfiles.json").is_file()
    return there and mark(place).is_file() and mark(place).read_text("utf-8") == fingerprint()


def ensure(place: Place, settings: Settings, environment: dict[str, str]) -> None:
    """Collect them when they are missing or of another version; RunError when that fails."""
    with alone(place.run / "static.lock", 120):
        if not collected(place):
            collect(place, settings, environment)
            mark(place).write_text(fingerprint(), "utf-8")


def collect(place: Place, settings: Settings, environment: dict[str, str]) -> None:
    """Let the site collect; what it says goes to a log."""
    log = place.log / "static.log"
    with logs.append_to(log) as file:
        command = manage_command(settings, "static")
        answer = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=file, stderr=file
        )
    if answer.returncode:
        raise RunError(f"The styles and scripts could not be collected; the reason is in {log}.")
