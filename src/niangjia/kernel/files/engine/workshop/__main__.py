"""One file in by standard input, one answer out by standard output.

The answer is a line of JSON and then the bytes of the parts it names, one after the other.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from typing import Any

from niangjia.kernel.base import cell

from .made import Made, Refused

BOUNDS = cell.Bounds(memory=480 * cell.MB, seconds=8, out=32 * cell.MB)
#: What the sniffer found -> the module that knows it. Imported only once the limits stand.
BENCHES = {
    "jpeg": "photos",
    "png": "photos",
    "webp": "photos",
    "pdf": "pdfs",
    "office": "office",
    "text": "texts",
    **dict.fromkeys(("ogg", "webm", "mp4", "mp3", "wav"), "voices"),
    "cover": "covers",
}


def main(form: str) -> None:
    """Take the file apart and put it together again, behind locked doors.

    What stands behind a colon in `form` is for the bench.
    """
    form, _colon, more = form.partition(":")
    cell.limit(BOUNDS)
    bench = importlib.import_module(f"{__package__}.{BENCHES[form]}")
    bench.warm_up()
    source = os.fdopen(0, "rb")
    locked = cell.shut()
    try:
        made: Made = bench.remade(source, more or form)
    except Refused as refused:
        _say({"why": refused.why})
        return
    except MemoryError:
        _say({"why": "too_heavy"})
        return
    sizes = [(name, media, len(content)) for name, (media, content) in made.parts.items()]
    _say({"kind": made.kind, "facts": made.facts, "parts": sizes, "locked": locked})
    for _media, content in made.parts.values():
        sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(sys.argv[1])
