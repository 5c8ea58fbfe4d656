"""Films of a collection in a folder, each with its movements from the collection's table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from moodlens.engine import analyse, analyse_film
from moodlens.proof.score import Known
from moodlens.proof.stills import Stills, numbered
from moodlens.proof.tables import Annotation, BadTable, Layout, read
from moodlens.records import Analysis, Limits

FILMS = (".mp4", ".mov", ".webm", ".mkv", ".m4v", ".3gp", ".avi")
LABORATORY = Limits(
    bytes=2_000_000_000, frames=150_000, shortest=3.0, longest=300.0, seconds=3600.0, avi=True
)
"""Collections are the holder's own files, made in quiet rooms: longer, and often in AVI. Below
three seconds there are too few pictures for a resting face."""
_BROWS_IN = ("brow_inner_right", "brow_inner_left")
_BROWS = (*_BROWS_IN, "brow_low_right", "brow_low_left")
_CORNERS = ("mouth_right", "mouth_left")
_NOSE = ("nose_right", "nose_left")
_UPPER = ("lip_upper_right", "lip_upper_left")
PLACES: dict[str, tuple[str, ...]] = {
    "AU1": _BROWS_IN,
    "AU2": ("brow_outer_right", "brow_outer_left"),
    "AU4": _BROWS,
    "AU9": (*_NOSE, *_UPPER),
    "AU10": (*_UPPER, *_NOSE),
    "AU12": (*_CORNERS, "cheek_right", "cheek_left"),
    "AU12L": ("mouth_left", "cheek_left"),
    "AU15": _CORNERS,
    "AU17": ("chin", "lip_lower"),
}
"""Regions in which a movement of the Facial Action Coding System shows first."""


@dataclass(frozen=True, slots=True)
class Filed:
    """One film of a collection: where it lies, and its movements in its own seconds."""

    path: Path
    limits: Limits
    true: tuple[Known, ...]

    @property
    def name(self) -> str:
        """As it lies in its folder."""
        return f"{self.path.parent.name}/{self.path.name}"

    def analysed(self) -> Analysis:
        """What moodlens finds in it; the table's movements must lie within it."""
        if self.path.is_dir():
            answer = analyse_film(Stills(self.path, self.limits))
        else:
            answer = analyse(self.path, limits=self.limits)
        last = max(one.onset for one in self.true)
        if answer.duration is not None and last > answer.duration:
            raise BadTable(
                f"{self.name} lasts {answer.duration:.1f} s, but the table has a movement at "
                f"{last:.1f} s: its pictures are numbered otherwise than the table counts"
            )
        return answer


def filed(folder: Path, table: Path, layout: Layout) -> tuple[list[Filed], list[str]]:
    """The films that a table names, and the names for which none lies in the folder."""
    films, missing = _films(folder), []
    rows: dict[Path, list[Annotation]] = {}
    for one in read(table, layout):
        path = _found(films, one)
        if path is None:
            missing.append(f"{one.subject}/{one.clip}")
        else:
            rows.setdefault(path, []).append(one)
    if not rows:
        raise BadTable(
            f"no film of the table lies in {folder}: the first should be {missing[0]} "
            f"(a film {' '.join(FILMS)}, or a folder of numbered pictures)"
        )
    limits = replace(LABORATORY, rate=layout.fps)
    return [_filed(*pair, layout, limits) for pair in sorted(rows.items())], sorted(set(missing))


def _films(folder: Path) -> dict[str, list[Path]]:
    """Films and folders of pictures by name; a file without suffix is none."""
    out: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in FILMS and path.is_file():
            out.setdefault(path.stem.lower(), []).append(path)
        elif path.is_dir() and numbered(path):
            out.setdefault(path.name.lower(), []).append(path)
    return out


def _found(films: dict[str, list[Path]], one: Annotation) -> Path | None:
    """The film of an annotation. SAMM-LV numbers movements below the film's name: 006_1_2."""
    name = one.clip.lower()
    there = films.get(name) or films.get(name.rpartition("_")[0]) or []
    mine = [path for path in there if _same(path.parent.name, one.subject)]
    if mine or len(there) == 1:
        return (mine or there)[0]
    if there:
        raise BadTable(
            f"{len(there)} films are called {one.clip}: put each into a folder named after its "
            f"subject, such as {one.subject}"
        )
    return None


def _same(folder: str, subject: str) -> bool:
    """``sub01``, ``s1``, ``001`` and ``1`` are one subject."""
    mine, theirs = (re.findall(r"\d+", text) for text in (folder, subject))
    return bool(mine and theirs) and int(mine[-1]) == int(theirs[-1])


def _filed(path: Path, rows: list[Annotation], layout: Layout, limits: Limits) -> Filed:
    start = (numbered(path)[0][0] - layout.first) / layout.fps if path.is_dir() else 0.0
    return Filed(path, limits, tuple(_known(one, start) for one in rows))


def _known(one: Annotation, start: float) -> Known:
    apex = None if one.apex is None else one.apex - start
    return Known(
        one.kind, one.onset - start, one.offset - start, apex, regions=tuple(_regions(one))
    )


def _regions(one: Annotation) -> Iterator[str]:
    for unit in one.aus:
        found = re.search(r"\d+", unit)
        yield from PLACES.get(f"AU{found[0]}", ()) if found else ()
