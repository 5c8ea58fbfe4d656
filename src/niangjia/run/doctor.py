"""``niangjia doctor``: every setting with its source, and checks with advice."""

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from niangjia.kernel.base import cell
from niangjia.run import keys, record
from niangjia.run.cluster import UP
from niangjia.run.errors import RunError
from niangjia.run.place import FIRST_START_NEEDS, Place, existing, leftovers
from niangjia.run.roles import DATABASE, LOGINS
from niangjia.run.settings import Settings
from niangjia.run.settings import show as show_settings
from niangjia.run.status import folder_size, look, megabytes

#: Pythons: the one tests run with, and the newest that bin/install takes.
TESTED, NEWEST = (3, 11), (3, 14)
MARKS = {True: "ok", False: "WRONG", None: "-"}


@dataclass(frozen=True)
class Finding:
    """One check: fine (True), wrong (False) or not checked (None), and why."""

    name: str
    fine: bool | None
    text: str


def show(root: Path, settings: Settings) -> int:
    """Print settings and findings; returns 1 when something is wrong."""
    print(f"Settings (data directory {root})")
    for one in show_settings(settings):
        print(f"  {one.variable:<26}{one.value:<28} {one.source:<12} {one.note}")
    print("Checks")
    findings = list(examine(root, settings))
    for found in findings:
        print(f"  {MARKS[found.fine]:<6}{found.name:<18}{found.text}")
    return 1 if any(found.fine is False for found in findings) else 0


def examine(root: Path, settings: Settings) -> Iterator[Finding]:
    """Run all checks; one that cannot be made does not hide the others."""
    yield check_python()
    yield Finding("platform", supported(), f"{platform.system()} {platform.machine()}")
    yield check_swap()
    yield check_seccomp()
    try:
        place = existing(root)
    except RunError as error:
        yield Finding("data directory", False, str(error))
        return
    for check in (check_disk, check_secrets, check_files, check_supervisor):
        yield check(place)
    yield from check_leftovers()
    checks = check_embedded if settings.embedded else check_own
    yield from guarded("postgresql", lambda: checks(place, settings))


def guarded(name: str, checks: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """Turn an error inside checks into a finding."""
    try:
        yield from checks()
    except (RunError, OSError, psycopg.Error) as error:
        yield Finding(name, False, " ".join(str(error).split()))


def check_python(version: tuple[int, ...] = sys.version_info[:3]) -> Finding:
    """Python 3.11 is tested, 3.12 to 3.14 are expected to work; bin/install takes no other."""
    found, text = version[:2], ".".join(map(str, version[:3]))
    if found == TESTED:
        return Finding("python", True, f"{text}, tested")
    if TESTED < found <= NEWEST:
        return Finding("python", None, f"{text}, expected to work; tested with 3.11")
    return Finding("python", False, f"{text}; 3.11 to 3.14 is needed")


def supported() -> bool | None:
    """Linux with glibc is tested; macOS should work; anything else is unknown."""
    known = platform.system() == "Linux" and platform.libc_ver()[0] == "glibc"
    return True if known or platform.system() == "Darwin" else None


def check_swap(table: Path = Path("/proc/swaps")) -> Finding:
    """Memory goes to no disk, or to a sealed one: a film of the mood check is nowhere else."""
    rows = table.read_text().splitlines()[1:] if table.exists() else []
    plain = [row.split()[0] for row in rows if not row.startswith(("/dev/dm-", "/dev/zram"))]
    if plain:
        text = f"{', '.join(plain)} may take films of the mood check: encrypt it or turn it off"
        return Finding("swap", None, text)
    return Finding("swap", True, "off" if not rows else "sealed, or in memory")


def check_seccomp(actions: Path = Path("/proc/sys/kernel/seccomp/actions_avail")) -> Finding:
    """Whether what strangers send is taken apart behind a locked door; without one no film is."""
    filters = actions.exists() and "errno" in actions.read_text().split()
    if filters and platform.machine() in cell.ALLOWED:
        return Finding("seccomp", True, "locks those who take files and films apart")
    text = "none here: limits alone hold for files, and films of the mood check are refused"
    return Finding("seccomp", None, text)


def check_disk(place: Place) -> Finding:
    """Room for a day of work."""
    free = shutil.disk_usage(place.server).free
    return Finding("disk", free > FIRST_START_NEEDS, f"{megabytes(free)} free")


def check_secrets(place: Place) -> Finding:
    """All secrets are there and for the owner only."""
    missing = [name for name in keys.NAMES if not keys.read(place.secrets, name)]
    opened = [name for name in keys.NAMES if open_to_others(place.secrets / name)]
    if missing:
        return Finding("secrets", False, f"missing: {', '.join(missing)}")
    if opened:
        return Finding("secrets", False, f"readable by others: {', '.join(opened)}")
    return Finding("secrets", True, f"{len(keys.NAMES)} in {place.secrets}")


def check_files(place: Place) -> Finding:
    """What people brought lies where it can be written, and for the owner only."""
    if not place.files.is_dir() or not os.access(place.files, os.W_OK | os.X_OK):
        return Finding("files", False, f"{place.files} cannot be written")
    if open_to_others(place.files):
        return Finding("files", False, f"{place.files} can be entered by others")
    return Finding("files", True, f"{megabytes(folder_size(place.files))} in {place.files}")


def open_to_others(path: Path) -> bool:
    """Whether group or world may touch a secret."""
    return path.exists() and bool(path.stat().st_mode & 0o077)


def check_supervisor(place: Place) -> Finding:
    """Whether ``up`` runs; a stopped installation is not an error."""
    found = record.read(place)
    if found is None or not found.running:
        return Finding("up", None, "not running")
    down = [name for name, child in found.children.items() if not record.same(*child)]
    return Finding("up", not down, f"down: {', '.join(down)}" if down else found.address)


def check_leftovers() -> Iterator[Finding]:
    """Databases nobody points to any more."""
    for folder in leftovers():
        size = megabytes(folder_size(folder))
        yield Finding("leftover", None, f"{folder} ({size}): its data directory is gone")


def check_embedded(place: Place, settings: Settings) -> Iterator[Finding]:
    """The embedded server: programs, versions, connection, roles, jobs."""
    cluster = look(place, settings)
    yield Finding(
        "programs", True, f"PostgreSQL {cluster.binaries.version}, {cluster.binaries.source}"
    )
    if not (place.pg / "PG_VERSION").exists():
        yield Finding("postgresql", None, "not set up yet")
        return
    cluster.check_major()
    if not cluster.pid or cluster.state() != UP:
        yield Finding("postgresql", None, "not running")
        return
    yield Finding("postgresql", True, f"pid {cluster.pid}, socket {place.sockets}")
    with cluster.connect(DATABASE) as connection:
        yield check_roles(connection)
        yield check_jobs(connection)


def check_own(_place: Place, settings: Settings) -> Iterator[Finding]:
    """An operator's own server, seen through the application's login."""
    with psycopg.connect(settings.database_url, connect_timeout=5) as connection:
        version = connection.info.server_version // 10000
        yield Finding("postgresql", version >= 15, f"version {version}, by DATABASE_URL")
        yield check_roles(connection)
    for name in ("jobs_url", "migrate_url"):
        given = bool(getattr(settings, name))
        yield Finding(name, given or None, "given" if given else "not given")


def check_roles(connection: psycopg.Connection) -> Finding:
    """The logins exist and none of them can walk around the policies."""
    rows = connection.execute(
        "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = ANY(%s)",
        (list(LOGINS),),
    ).fetchall()
    strong = [name for name, above in rows if above]
    missing = set(LOGINS) - {name for name, _ in rows}
    if strong or missing:
        return Finding("roles", False, f"missing {sorted(missing)}, too strong {strong}")
    return Finding("roles", True, ", ".join(sorted(LOGINS)))


def check_jobs(connection: psycopg.Connection) -> Finding:
    """Jobs that wait or have failed, where the job tables exist."""
    there = connection.execute("SELECT to_regclass('procrastinate_jobs')").fetchone()
    if not there or there[0] is None:
        return Finding("jobs", None, "no job table yet")
    rows = connection.execute(
        "SELECT status::text, count(*) FROM procrastinate_jobs"
        " WHERE status IN ('todo', 'doing', 'failed') GROUP BY 1 ORDER BY 1"
    ).fetchall()
    counts = {str(name): int(count) for name, count in rows}
    text = ", ".join(f"{count} {name}" for name, count in counts.items()) or "none waiting"
    return Finding("jobs", "failed" not in counts, text)
