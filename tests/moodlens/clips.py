"""Clips for tests, made once for a session: small, so that they are quick."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.frame import PictureType

from moodlens.proof.moves import Recipe

#: Ten seconds of the smallest face the gate lets pass, with two clear movements.
SMALL = Recipe(
    seed=7, seconds=10.0, wide=360, high=440, iod=104.0, sizes=(0.025, 0.03), macros=0, crf=21
)


def plain(
    pictures: int = 60,
    fps: int = 30,
    size: tuple[int, int] = (64, 48),
    times: list[int] | None = None,
    codec: str = "libx264",
    kind: str = "mp4",
) -> bytes:
    """A film of a grey wedge that wanders; ``times`` are of 1/600 second."""
    out = io.BytesIO()
    with av.open(out, "w", format=kind) as container:
        options = {"preset": "ultrafast"} if codec.startswith("libx26") else {}
        stream = container.add_stream(codec, rate=fps, options=options)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.codec_context.time_base = Fraction(1, fps if kind == "avi" else 600)
        for at, image in enumerate(_wedges(pictures, size)):
            frame = av.VideoFrame.from_ndarray(image, format="gray8").reformat(format="yuv420p")
            frame.pts = times[at] if times else at * 600 // fps
            frame.time_base = Fraction(1, 600)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return out.getvalue()


def _wedges(pictures: int, size: tuple[int, int]) -> Iterator[np.ndarray]:
    wide, high = size
    wedge = np.tile(np.linspace(0, 255, wide), (high, 1)).astype(np.uint8)
    for at in range(pictures):
        yield np.roll(wedge, at, axis=1)


def turned(film: bytes, quarter: int) -> bytes:
    """The same film with the display matrix of a telephone held otherwise (mp4's ``tkhd``)."""
    cos, sin = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarter]
    one = 1 << 16
    matrix = struct.pack(">9i", cos * one, sin * one, 0, -sin * one, cos * one, 0, 0, 0, 1 << 30)
    at = film.index(b"tkhd") + 4 + 40
    return film[:at] + matrix + film[at + 36 :]


def again(clip: Path, into: Path, codec: str, rate: int) -> Path:
    """The clip coded once more, in a hurry, at so many bits a second."""
    options = {"deadline": "realtime", "cpu-used": "8"} if "vpx" in codec else {}
    options |= {"preset": "ultrafast", "x265-params": "log-level=none"} if "x265" in codec else {}
    with av.open(str(clip)) as source, av.open(str(into), "w") as container:
        film = source.streams.video[0]
        stream = container.add_stream(codec, rate=30, options=options)
        stream.width, stream.height, stream.pix_fmt = film.width, film.height, "yuv420p"
        stream.bit_rate, stream.codec_context.thread_count = rate, 1
        for at, frame in enumerate(source.decode(film)):
            frame.pict_type = PictureType.NONE
            frame.pts, frame.time_base = at, Fraction(1, 30)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return into


def encodes(codec: str) -> bool:
    """Whether this machine's libraries write that codec."""
    try:
        av.codec.Codec(codec, "w")
    except ValueError:
        return False
    return True
