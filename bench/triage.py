"""How fast messages are sorted, and learnt from.

    python -m bench.triage [--messages 3000] [--learnt 200] [--runs 5] [--json]

The baseline of the same run cleans the same texts and counts their characters, so that figures of
different machines can be compared by their ratio.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter

from bench import messages
from niangjia.kernel.cases.commands import MAILBOX
from niangjia.kernel.cases.engine import learning, lexicon
from niangjia.kernel.cases.engine.text import clean


def main() -> int:
    """Measure every job."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=3000)
    parser.add_argument("--learnt", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    words = lexicon.read(MAILBOX)
    learnt = messages.invented(options.learnt, seed=1)
    asked = messages.invented(options.messages)
    model = learning.train(learnt, words)
    jobs = {
        "baseline: clean and count": (lambda: [Counter(clean(m.body)) for m in asked], asked),
        "sort": (lambda: model.guess(asked), asked),
        "look up in the word list": (lambda: [words.words(clean(m.body)) for m in asked], asked),
        "learn": (lambda: learning.train(learnt, words), learnt),
        "explain": (lambda: [model.explain(m) for m in asked[:100]], asked[:100]),
    }
    out: dict[str, dict[str, object]] = {}
    for name, (job, items) in jobs.items():
        found = messages.rates(job, len(items), options.runs)
        out[name] = messages.against(found, out[next(iter(out))] if out else found)
        if not options.json:
            print(f"{name:28}", json.dumps(out[name]), flush=True)
    if options.json:
        print(json.dumps(out))
    return 0


if __name__ == "__main__":
    sys.exit(main())
