"""How coarsely a picture was compressed: as far as the codec says so, and what can be seen.

Three measures, since no one of them serves every codec: H.264 tells its quantiser; of codecs that
smooth their blocks away and tell nothing, the bits they spent are counted; and where blocks are
left to be seen, how much the picture steps at their edges.

FFmpeg can hand out the quantiser of a decoded picture as side data (``AVVideoEncParams``): a
32-bit count of blocks, then offset and size of the blocks' table, a type and the picture's base
quantiser, each followed by what blocks add to it. H.264 counts from 0 (lossless) to 51.
"""

from __future__ import annotations

import struct

import numpy as np
from av.sidedata.sidedata import SideDataContainer
from av.sidedata.sidedata import Type as Kind
from av.video.frame import VideoFrame

from moodlens.records import Bytes, Floats

HEAD = struct.Struct("@IPPii")
BLOCK = 8
"""Pixels of a side on which every codec's blocks begin."""
VP8, VP9, LATE = 0.06, 0.03, 0.008
FLOORS = {
    **dict.fromkeys(("vp8", "libvpx"), VP8),
    **dict.fromkeys(("vp9", "libvpx-vp9"), VP9),
    **dict.fromkeys(("hevc", "av1", "libdav1d", "libaom-av1"), LATE),
}
"""By decoder: bits a pixel, thirty times a second, below which a face is coarse; telephones' own
cameras spend several times as many."""
H264, BLOCK_QP = 1, 16
"""``AV_VIDEO_ENC_PARAMS_H264``, and where a block keeps its own difference."""


def coarseness(frame: VideoFrame) -> float | None:
    """The mean H.264 quantiser of the picture, or None where the codec does not tell."""
    # Not frame.side_data: that one and the frame would hold each other, and a clip's pictures stay.
    side = SideDataContainer(frame)  # type: ignore[call-arg]  # its stub knows no arguments
    found = next((one for one in side if one.type == Kind.VIDEO_ENC_PARAMS), None)
    if found is None:
        return None
    raw = bytes(found)
    blocks, offset, size, kind, base = HEAD.unpack_from(raw)
    if kind != H264:
        return None
    if not blocks or offset + blocks * size > len(raw) or size < BLOCK_QP + 4:
        return float(base)
    table = np.frombuffer(raw, np.uint8, blocks * size, offset).reshape(blocks, size)
    differences = table[:, BLOCK_QP : BLOCK_QP + 4].copy().view(np.int32)
    return float(base + differences.mean())


def floor(codec: str) -> float:
    """The fewest bits a pixel for a decoder by that name; 0 for one that is judged otherwise."""
    return FLOORS.get(codec, 0.0)


def steps(luma: Bytes) -> Floats:
    """How much neighbours differ, across and down, by their place in a block (2 x 8)."""
    grey = luma.astype(np.int16)
    across, down = np.abs(np.diff(grey, axis=1)).mean(axis=0), np.abs(np.diff(grey, axis=0)).mean(1)
    return np.array([[line[at::BLOCK].mean() for at in range(BLOCK)] for line in (across, down)])


def blocks(found: list[Floats]) -> float:
    """How much larger the steps are at edges of blocks than within, over several pictures: 1 in
    a good film. Which place is the edge depends on how the film was turned."""
    if not found:
        return 0.0
    usual = np.mean(found, axis=0)
    return float(np.mean(usual.max(axis=1) / (np.median(usual, axis=1) + 1e-9)))
