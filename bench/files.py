"""Photographs taken in a second, and what sealing costs whoever looks at them.

    python -m bench.files [--photos 24] [--reads 400] [--json]

Two baselines of the same run: the same decoding and encoding in this very process, without a
process for each file, its locks and its limits; and the same small pictures and photographs read
as plain files. Needs no database.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from PIL import Image

settings.configure(USE_I18N=False, NIANGJIA_FIELD_KEY=os.urandom(32).hex())

from niangjia.kernel.files.engine import asking, vault  # noqa: E402  (they read the settings)
from niangjia.kernel.files.engine.workshop import photos  # noqa: E402

#: A telephone's photograph: twelve megapixels, some four megabytes.
SIZE, QUALITY = (4000, 3000), 88
KINDS = {"photograph": 900_000, "small picture": 22_000}


def photograph() -> bytes:
    """A photograph with as much detail as a wall of a workshop."""
    coarse = Image.effect_noise((500, 375), 60).resize(SIZE, Image.Resampling.BICUBIC)
    fine = Image.effect_noise(SIZE, 12)
    out = io.BytesIO()
    Image.blend(coarse, fine, 0.3).convert("RGB").save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def per_second(work: Callable[[], object], count: int, threads: int) -> float:
    """How often a second, by so many at once."""
    start = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda _n: work(), range(count)))
    return count / (time.perf_counter() - start)


def taken(content: bytes) -> None:
    """From the bytes of the request to the sealed parts on disk."""
    made = asking.remade(io.BytesIO(content))
    with made.spool as spool:
        one, salt = uuid4(), os.urandom(16).hex()
        for name, _media, size in made.parts:
            vault.write(vault.Box(one, name, salt, size), spool)


def reads(box: vault.Box, plain: Path, count: int) -> tuple[float, float]:
    """Milliseconds to read a part sealed and plain, by turns, so that both feel the same noise."""
    sealed, bare = [], []
    for _ in range(count):
        sealed.append(_timed(lambda: b"".join(vault.read(box))))
        bare.append(_timed(plain.read_bytes))
    return statistics.median(sealed), statistics.median(bare)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def serving(folder: Path, count: int) -> Iterator[tuple[str, float, float]]:
    """Each kind of part, sealed and plain."""
    for name, size in KINDS.items():
        content = os.urandom(size)
        box, plain = vault.Box(uuid4(), "whole", "ab" * 16, size), folder / name
        vault.write(box, io.BytesIO(content))
        plain.write_bytes(content)
        yield name, *reads(box, plain, count)


def measured(photos_wanted: int, reads_wanted: int, folder: Path) -> dict[str, float]:
    """Everything, by name."""
    content = photograph()
    taken(content)  # the first one reads the libraries from the disk
    out = {
        "megabytes of a photograph": len(content) / 1e6,
        "photographs a second, one at a time": per_second(
            lambda: taken(content), photos_wanted // 2, 1
        ),
        "photographs a second, two at a time": per_second(lambda: taken(content), photos_wanted, 2),
        "baseline: decoded and encoded in this process": per_second(
            lambda: photos.remade(io.BytesIO(content)), photos_wanted // 2, 1
        ),
    }
    for name, sealed, plain in serving(folder, reads_wanted):
        out |= {f"ms to read a sealed {name}": sealed, f"ms to read a plain {name}": plain}
        out[f"ratio for a {name}"] = sealed / plain
    return out


def main() -> None:
    """Measure and print."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--photos", type=int, default=24)
    words.add_argument("--reads", type=int, default=400)
    words.add_argument("--json", action="store_true")
    options = words.parse_args()
    with tempfile.TemporaryDirectory() as name:
        settings.NIANGJIA_DATA = name
        found = measured(options.photos, options.reads, Path(name))
    if options.json:
        json.dump(found, sys.stdout)
        return
    for label, value in found.items():
        print(f"{label:<50}{value:10.2f}")


if __name__ == "__main__":
    main()
