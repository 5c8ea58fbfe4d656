"""A rehearsal of an offer on everybody: counts per clause, names behind each, nothing written.

    python -m bench.eligibility [--members 10000] [--runs 5] [--json]

Starts its own database in a throw-away directory. The baseline of the same run is one count of the
same members, so that figures of different machines can be compared by their ratio.
"""

from __future__ import annotations

import sys

from . import house

if __name__ == "__main__":
    sys.exit(house.measured(__doc__, "bench.eligibility_inside", "web", members=10_000, runs=5))
