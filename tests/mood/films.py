"""Films for tests: one of 21 seconds is made once a session, shorter ones are cut from it."""

from __future__ import annotations

import io
import tempfile
from functools import cache
from pathlib import Path

import av

from moodlens.proof.moves import Recipe
from moodlens.proof.synth import make

#: The smallest face the gate lets pass, with two clear movements.
SMALL = Recipe(
    seed=7, seconds=21.0, wide=360, high=440, iod=104.0, sizes=(0.025, 0.03), macros=0, crf=21
)


@cache
def whole() -> bytes:
    """The longest of them."""
    with tempfile.TemporaryDirectory() as folder:
        return make(SMALL, Path(folder), "film").read_bytes()


@cache
def film(seconds: float) -> bytes:
    """The first seconds of it, packed anew and not coded anew."""
    out = io.BytesIO()
    with av.open(io.BytesIO(whole())) as source, av.open(out, "w", format="mp4") as box:
        old = source.streams.video[0]
        new = box.add_stream_from_template(old)
        for packet in source.demux(old):
            # In order of decoding: pictures that are shown later may come earlier.
            if packet.pts is not None and packet.pts * old.time_base < seconds - 0.001:
                packet.stream = new
                box.mux(packet)
    return out.getvalue()


def marked(content: bytes, mark: bytes, bytes_of_it: int = 400_000) -> bytes:
    """The same film with a box behind it that every reader passes over, full of a mark."""
    filling = (mark * (bytes_of_it // len(mark) + 1))[:bytes_of_it]
    return content + (len(filling) + 8).to_bytes(4, "big") + b"free" + filling
