"""The whole way: look at the clip, follow the face, find movements, judge whether to say so.

The clip is decoded twice. The first pass looks at its times and at a picture every half second: is
it long enough, bright enough, one face in it? From those pictures comes the resting face. The
second pass measures each picture against it and keeps some hundred numbers of each, never pixels.
So memory does not grow with pictures, and a clip that cannot be judged is mostly refused in the
first pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import IO, TypeVar

from moodlens.face.flow import Rest
from moodlens.face.follow import Face, Follower
from moodlens.film.reel import Film, Picture, Reel
from moodlens.gate import after_looking, judged
from moodlens.look import Looked, look
from moodlens.records import Analysis, Limits, Progress, Reason, Unusable
from moodlens.spot.find import find
from moodlens.track import Row, Track, measured

#: What the libraries load only once a film asks for it.
LATE = ("av.audio.stream", "av.subtitles.stream", "av.video.stream", "numpy.ma")
AHEAD = 6
"""Pictures that may wait between the two halves of the work."""

In = TypeVar("In")
Out = TypeVar("Out")


def analyse(
    source: str | Path | IO[bytes],
    progress: Progress | None = None,
    *,
    limits: Limits | None = None,
    workers: int = 1,
) -> Analysis:
    """Judge one clip. Whatever its content, the answer is an ``Analysis``.

    ``source`` is a path, or a stream of bytes that is read once. With ``workers=2`` reading a
    picture and measuring the one before happen at once; the result is the same to the last bit.
    Raises ``OSError`` when the path cannot be read, and nothing else because of a clip.
    """
    try:
        reel = Reel(source, limits or Limits())
    except Unusable as refusal:
        return Analysis(assessable=False, reasons=(refusal.reason,))
    return analyse_film(reel, progress, workers)


def analyse_film(film: Film, progress: Progress | None = None, workers: int = 1) -> Analysis:
    """Judge whatever shows pictures."""
    told = progress or (lambda _step, _share: None)
    try:
        looked = look(film, told)
        wrong = after_looking(looked, film.limits)
        if wrong or looked.rest is None:
            return _refused(looked, wrong)
        track = follow(film, looked, looked.rest, told, workers)
        told("find", 0.0)
        answer = judged(looked, track, find(track))
        told("find", 1.0)
    except Unusable as refusal:
        return Analysis(assessable=False, reasons=(refusal.reason,))
    return answer


def warm_up() -> None:
    """Load whatever is loaded late: for a process that is about to give up opening files."""
    for name in LATE:
        import_module(name)
    Follower()


def _refused(looked: Looked, wrong: tuple[Reason, ...]) -> Analysis:
    return Analysis(
        assessable=False,
        reasons=wrong,
        fps=looked.fps,
        duration=looked.duration,
        facts=looked.facts(),
    )


def follow(reel: Film, looked: Looked, rest: Rest, told: Progress, workers: int) -> Track:
    """The second pass."""
    follower, track = Follower(), Track(rest.shape)

    def met(picture: Picture) -> tuple[Picture, Face | None]:
        return picture, follower.step(picture)

    def row(pair: tuple[Picture, Face | None]) -> Row:
        return measured(pair[0], pair[1], rest)

    with closing(reel.pictures()) as pictures:
        wanted = (picture for picture in pictures if not picture.thinned)
        for one in _piped(wanted, met, row, workers):
            track.add(one)
            told("follow", min(one.at / max(looked.duration, 0.1), 1.0))
    told("follow", 1.0)
    return track


def _piped(
    items: Iterator[Picture],
    first: Callable[[Picture], tuple[Picture, Face | None]],
    second: Callable[[tuple[Picture, Face | None]], Row],
    workers: int,
) -> Iterator[Row]:
    """Both steps for each item, in order; with two workers the first runs ahead in a thread."""
    if workers < 2:
        yield from map(second, map(first, items))
        return
    with ThreadPoolExecutor(1) as pool:
        source = map(first, items)
        waiting = [pool.submit(next, source, None) for _ in range(AHEAD)]
        while (pair := waiting.pop(0).result()) is not None:
            waiting.append(pool.submit(next, source, None))
            yield second(pair)
