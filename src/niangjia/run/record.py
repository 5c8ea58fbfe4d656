"""What ``up`` writes down about itself, for ``status`` and for whoever comes after a crash."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from niangjia.run import processes
from niangjia.run.place import Place


@dataclass(frozen=True)
class Record:
    """One running supervisor: pids together with their births, so that a reused pid is noticed."""

    pid: int
    birth: str
    address: str
    children: dict[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def running(self) -> bool:
        """Whether that supervisor still lives."""
        return same(self.pid, self.birth)


def same(pid: int, birth: str) -> bool:
    """Whether a pid still means the process it meant."""
    return pid > 0 and processes.alive(pid) and processes.birth(pid) == birth


def path(place: Place) -> Path:
    """The file of the record."""
    return place.run / "up.json"


def write(place: Place, record: Record) -> None:
    """Replace the record in one step."""
    draft = path(place).with_suffix(".new")
    draft.write_text(json.dumps(asdict(record)) + "\n", "utf-8")
    draft.replace(path(place))


def read(place: Place) -> Record | None:
    """Read the record; None when there is none or it is unreadable."""
    try:
        return parse(json.loads(path(place).read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def parse(found: Mapping[str, Any]) -> Record:
    """Turn the stored form back into a record."""
    children = {name: (int(pid), str(birth)) for name, (pid, birth) in found["children"].items()}
    return Record(int(found["pid"]), str(found["birth"]), str(found["address"]), children)


def clear_orphans(place: Place) -> list[str]:
    """End children whose supervisor was killed; returns their names."""
    record = read(place)
    if record is None or record.running:
        return []
    left = [name for name, (pid, birth) in record.children.items() if ours(place, pid, birth)]
    for name in left:
        end(record.children[name][0])
    path(place).unlink(missing_ok=True)
    return left


def ours(place: Place, pid: int, birth: str) -> bool:
    """Whether a process group is what our child left: its leader, or members that say so."""
    if same(pid, birth):
        return True
    mark = f"NIANGJIA_DATA={place.root}"
    return any(mark in processes.look(one, "environ", "pid") for one in processes.group_of(pid))


def end(group: int) -> None:
    """End an orphaned group, politely at first."""
    processes.end_group(group, lambda: not processes.group_alive(group), 10)
