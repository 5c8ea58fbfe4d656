"""Decoding by presentation time, within limits; nothing of the clip is ever written anywhere.

Clips come from strangers. Only containers and codecs that telephones write are let in, playlists
and references to other files are not; a clip that lies about its size, its times or its length is
refused by name at the first picture that shows it.
"""

from __future__ import annotations

import io
import time
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

import av
import cv2
import numpy as np
from av.container import InputContainer
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from moodlens.film.coarse import coarseness, floor
from moodlens.records import Bytes, Limits, Unusable

CONTAINERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm"
CODECS = "h264,hevc,vp8,vp9,libvpx,libvpx-vp9,av1,libdav1d,libaom-av1,mpeg4,mjpeg,h263"
AVI, AVI_CODECS = ",avi", ",rawvideo,msmpeg4v2,msmpeg4,huffyuv,ffvhuff,ffv1,dvvideo,cinepak"
"""What collections filmed in a laboratory come in besides."""
TURNS = {
    90: cv2.ROTATE_90_COUNTERCLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_CLOCKWISE,
}
#: Pictures closer than this bring nothing: 120 and 240 a second are thinned to 60.
CLOSEST = 0.0153
SMALLEST = 16
"""Pixels of a side below which there is no picture."""
#: FFmpeg counts up to 64 pixels of padding in each line; `_bound` counts what is seen.
PADDING = 64 * 4096
BROKEN = 5
"""Packets or pictures that may be damaged before the clip is refused."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One upright picture: seconds since the first, brightness and colour planes."""

    at: float
    luma: Bytes
    blue: Bytes
    red: Bytes
    coarse: float | None
    """How coarsely the codec rounded (H.264's quantiser), where it says so."""
    thin: float | None = None
    """Bits a pixel since the picture before, in parts of its codec's fewest; None for codecs
    that are judged otherwise."""
    thinned: bool = False
    """Too close to the one before to be looked at."""


class Film(Protocol):
    """What can be looked at twice: a clip, or a folder of pictures."""

    @property
    def limits(self) -> Limits:
        """What it may cost."""

    def pictures(self) -> Generator[Picture]:
        """Every picture from the start, in order of its time."""


class Reel:
    """A clip in memory; each call of ``pictures`` decodes it from the start."""

    def __init__(self, source: str | Path | IO[bytes], limits: Limits) -> None:
        self.limits = limits
        self.content = _taken(source, limits.bytes)
        self.deadline = time.monotonic() + limits.seconds
        self.spent, self.floor = 0, 0.0

    def pictures(self) -> Generator[Picture]:
        """Every picture in order of its time. Raises ``Unusable`` with the reason."""
        with self._opened() as container:
            yield from self._paced(self._decoded(container))

    def _opened(self) -> InputContainer:
        if not self.content:
            raise Unusable("empty")
        try:
            return av.open(
                io.BytesIO(self.content),
                mode="r",
                options={
                    "format_whitelist": CONTAINERS + AVI * self.limits.avi,
                    "protocol_whitelist": "none",
                },
                metadata_errors="replace",
            )
        except (av.FFmpegError, ValueError, OverflowError, MemoryError) as error:
            raise Unusable("unreadable") from error

    def _stream(self, container: InputContainer) -> VideoStream:
        if not container.streams.video:
            raise Unusable("no_picture")
        stream = container.streams.video[0]
        context: VideoCodecContext | None = stream.codec_context  # None: no decoder for it
        known = (CODECS + AVI_CODECS * self.limits.avi).split(",")
        if context is None or context.name not in known:
            raise Unusable("codec")
        self._bound(context.width, context.height)
        context.thread_count = 1
        context.options = {
            "max_pixels": str(self.limits.pixels + PADDING),
            "export_side_data": "venc_params",
        }
        return stream

    def _bound(self, width: int, height: int) -> None:
        if min(width, height) < SMALLEST:
            raise Unusable("no_picture", min(width, height), SMALLEST)
        if width * height > self.limits.pixels:
            raise Unusable("too_many_pixels", width * height, self.limits.pixels)

    def _decoded(self, container: InputContainer) -> Iterator[VideoFrame]:
        stream, broken = self._stream(container), 0
        self.spent, self.floor = 0, floor(stream.codec_context.name)
        packets = container.demux(stream)
        while True:
            self.hurry()
            try:
                packet = next(packets, None)
                if packet is None:
                    return
                self.spent += packet.size
                frames = packet.decode()
            except (av.FFmpegError, ValueError, OverflowError, MemoryError) as error:
                broken += 1
                if broken > BROKEN:
                    raise Unusable("broken", broken, BROKEN) from error
                continue
            for frame in frames:
                broken += bool(frame.is_corrupt)
                if broken > BROKEN:
                    raise Unusable("broken", broken, BROKEN)
                yield frame

    def hurry(self) -> None:
        """Raises when the clip has used up its time."""
        if time.monotonic() > self.deadline:
            raise Unusable("too_slow", self.limits.seconds, self.limits.seconds)

    def _paced(self, frames: Iterator[VideoFrame]) -> Iterator[Picture]:
        start = last = kept = None
        for count, frame in enumerate(frames):
            shown = count / self.limits.rate if self.limits.rate else frame.time
            if shown is None:
                raise Unusable("no_times")
            if count >= self.limits.frames:
                raise Unusable("too_many_frames", count, self.limits.frames)
            start = shown if start is None else start
            at = float(shown - start)
            if last is not None and at <= last:
                continue
            if at > self.limits.longest:
                raise Unusable("too_long", round(at, 2), self.limits.longest)
            last, thinned = at, kept is not None and at - kept < CLOSEST
            kept = kept if thinned else at
            self._bound(frame.width, frame.height)
            yield _picture(at, frame, self._thin(frame), thinned)

    def _thin(self, frame: VideoFrame) -> float | None:
        """A decoder may still hold pictures whose packets are counted here: the sum is right."""
        bits, self.spent = 8 * self.spent, 0
        return bits / (frame.width * frame.height * self.floor) if self.floor else None


def _taken(source: str | Path | IO[bytes], most: int) -> bytes:
    """The whole clip, read once; one byte too many and it is refused unread."""
    if isinstance(source, str | Path):
        with Path(source).open("rb") as stream:
            content = stream.read(most + 1)
    else:
        content = source.read(most + 1)
    if len(content) > most:
        raise Unusable("too_many_bytes", len(content), most)
    return content


EMPTY: Bytes = np.zeros((0, 0), np.uint8)


def _picture(at: float, frame: VideoFrame, thin: float | None, thinned: bool) -> Picture:
    if thinned:
        return Picture(at, EMPTY, EMPTY, EMPTY, None, thin, thinned=True)
    plain = frame
    if frame.format.name not in ("yuv420p", "yuvj420p"):
        try:
            plain = frame.reformat(format="yuv420p")
        except (av.FFmpegError, ValueError) as error:
            raise Unusable("broken") from error
    turn = _turn(frame)
    luma, blue, red = (_upright(plane, turn) for plane in plain.planes[:3])
    return Picture(at, luma, blue, red, coarseness(frame), thin)


def _turn(frame: VideoFrame) -> int | None:
    """What turns the picture upright, by the display matrix the telephone wrote."""
    degrees = 0
    with suppress(AttributeError, ValueError, OverflowError):
        degrees = round(float(frame.rotation) / 90) * 90 % 360
    return TURNS.get(degrees)


def _upright(plane: Any, turn: int | None) -> Bytes:
    whole = np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)
    seen = np.ascontiguousarray(whole[:, : plane.width])
    return seen if turn is None else np.asarray(cv2.rotate(seen, turn), np.uint8)
