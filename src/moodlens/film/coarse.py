"""How coarsely a picture was compressed, as far as the codec says so.

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

HEAD = struct.Struct("@IPPii")
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
