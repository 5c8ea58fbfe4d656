"""Voice notes: decoded and encoded anew as speech that every telephone plays."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from .made import Made, Refused

try:
    import av
except ImportError:  # an operator may leave it out: then voice notes are refused in words
    av = None  # type: ignore[assignment]

MOST_SECONDS = 180
#: People let go of the button a little late.
GRACE = 2
RATE, BITS = 24_000, 32_000
#: What the sniffer calls a recording -> the one reader of it.
READERS = {"ogg": "ogg", "webm": "matroska", "mp4": "mov", "mp3": "mp3", "wav": "wav"}


def warm_up() -> None:
    """Load whatever is loaded late."""
    if av is not None:
        _encoded(iter(()))


def remade(source: BinaryIO, form: str) -> Made:
    """The recording as AAC in MP4, with its length in seconds. Raises Refused."""
    if av is None:
        raise Refused("no_voice")
    try:
        sound, seconds = _again(source, form)
    except (OSError, ValueError, IndexError, EOFError) as wrong:  # FFmpeg's errors are of these
        raise Refused("broken") from wrong
    return Made("voice", {"whole": ("audio/mp4", sound)}, {"seconds": max(1, round(seconds))})


def _again(source: BinaryIO, form: str) -> tuple[bytes, float]:
    with av.open(source, mode="r", format=READERS[form], metadata_errors="ignore") as box:
        if any(not _cover(stream) for stream in box.streams.video):
            raise Refused("video")
        if not box.streams.audio:
            raise Refused("broken")
        counted = _Counted(box)
        return _encoded(counted.frames()), counted.samples / RATE


def _cover(stream: Any) -> bool:
    """A picture somebody glued to a song is not a film."""
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


class _Counted:
    """Frames of speech, resampled, until there are too many."""

    def __init__(self, box: Any) -> None:
        self.box, self.samples = box, 0

    def frames(self) -> Iterator[Any]:
        """Every frame; raises Refused once it is longer than anybody wants to hear."""
        turned = av.AudioResampler(format="fltp", layout="mono", rate=RATE)
        stream = self.box.streams.audio[0]
        stream.codec_context.thread_count = 1
        for frame in self.box.decode(stream):
            frame.pts = None
            yield from self._counted(turned.resample(frame))
        yield from self._counted(turned.resample(None))
        if not self.samples:
            raise Refused("broken")

    def _counted(self, frames: list[Any]) -> Iterator[Any]:
        for frame in frames:
            self.samples += frame.samples
            if self.samples > (MOST_SECONDS + GRACE) * RATE:
                raise Refused("too_long")
            yield frame


def _encoded(frames: Iterator[Any]) -> bytes:
    out = io.BytesIO()
    with av.open(out, mode="w", format="mp4", options={"fflags": "+bitexact"}) as box:
        stream: Any = box.add_stream("aac", rate=RATE, layout="mono")
        stream.bit_rate = BITS
        stream.codec_context.thread_count = 1
        for frame in frames:
            box.mux(stream.encode(frame))
        box.mux(stream.encode(None))
    return out.getvalue()
