"""``niangjia status``: what runs, where, in which version, how large."""

import shutil
from pathlib import Path

from niangjia.run import keys, record
from niangjia.run.account import server_account
from niangjia.run.binaries import find
from niangjia.run.cluster import UP, Cluster
from niangjia.run.place import Place, existing
from niangjia.run.settings import VERSION, Settings

NOT_RUNNING = 3


def show(root: Path, settings: Settings) -> int:
    """Print the status; returns 0 when it runs and 3 when it does not."""
    place = existing(root)
    found = record.read(place)
    running = found is not None and found.running
    lines = [("niangjia", VERSION), ("data", f"{place.root} ({place.mode or 'not started yet'})")]
    lines += supervisor_lines(found if running else None)
    lines += database_lines(place, settings)
    lines += [("disk", f"{megabytes(shutil.disk_usage(place.root).free)} free")]
    for name, value in lines:
        print(f"{name:<10} {value}")
    return 0 if running else NOT_RUNNING


def supervisor_lines(found: record.Record | None) -> list[tuple[str, str]]:
    """The supervisor and its children."""
    if found is None:
        return [("up", "not running")]
    children = [(name, child_state(*child)) for name, child in found.children.items()]
    return [("up", f"running, pid {found.pid}, {found.address}"), *children]


def child_state(pid: int, birth: str) -> str:
    """One child in words."""
    return f"running, pid {pid}" if record.same(pid, birth) else "restarting"


def database_lines(place: Place, settings: Settings) -> list[tuple[str, str]]:
    """The database server and how much it stores."""
    if not settings.embedded:
        return [("postgresql", "your own, by DATABASE_URL")]
    cluster = look(place, settings)
    if not (place.pg / "PG_VERSION").exists():
        return [("postgresql", "not set up yet")]
    running = cluster.pid != 0 and cluster.state() == UP
    state = f"running, pid {cluster.pid}, socket {place.sockets}" if running else "not running"
    size = megabytes(folder_size(place.pg))
    return [
        ("postgresql", f"{cluster.binaries.version}, {state}"),
        ("size", f"{size} in {place.pg}"),
    ]


def look(place: Place, settings: Settings) -> Cluster:
    """The cluster as it stands: nothing is made or started."""
    secrets = {name: keys.read(place.secrets, name) for name in keys.NAMES}
    return Cluster(place, find(settings.pg_bin), server_account(settings.pg_user), secrets)


def folder_size(folder: Path) -> int:
    """Bytes in a folder; files may vanish while we count."""
    return sum(size_of(path) for path in folder.rglob("*"))


def size_of(path: Path) -> int:
    """Bytes of one file, 0 when it has just gone."""
    try:
        return path.lstat().st_size
    except OSError:
        return 0


def megabytes(size: int) -> str:
    """Bytes as people read them."""
    if size > 2**30:
        return f"{size / 2**30:.1f} GB"
    return f"{size / 2**20:.0f} MB" if size > 2**20 else f"{max(1, size // 2**10)} kB"
