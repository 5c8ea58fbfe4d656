"""How fast messages are grouped, on sites of several sizes, and the memory it takes.

    python -m bench.clusters [--sizes 500,2000,5000] [--runs 3] [--json]

The baseline of the same run cleans the same texts and counts their characters, so that figures of
different machines can be compared by their ratio.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
from collections import Counter
from functools import partial

from bench import messages
from niangjia.kernel.cases.commands import house_words
from niangjia.kernel.cases.engine import grouping
from niangjia.kernel.cases.engine.reading import Message
from niangjia.kernel.cases.engine.text import clean


def counted(asked: list[Message]) -> list[Counter[str]]:
    """The baseline."""
    return [Counter(clean(message.body)) for message in asked]


def main() -> int:
    """Measure every size, the smallest first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="500,2000,5000")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    words, out = house_words(), {}
    for size in sorted(int(size) for size in options.sizes.split(",")):
        asked = messages.invented(size)
        base = messages.rates(partial(counted, asked), size, options.runs)
        found = messages.rates(partial(grouping.group, asked, words), size, options.runs)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        out[f"{size} messages"] = {
            **messages.against(found, base),
            "seconds": round(size / float(str(found["per_s"])), 2),
            "peak_mb": peak,
        }
        if not options.json:
            print(f"{size:6} messages", json.dumps(out[f"{size} messages"]), flush=True)
    if options.json:
        print(json.dumps(out))
    return 0


if __name__ == "__main__":
    sys.exit(main())
