"""The three rates of a large house: counted at night, sealed, verified, carried away.

    python -m bench.rates [--cases 50000] [--runs 3] [--json]

Starts its own database, waiting for the disk as an operator's does, in a throw-away directory; four
steps to a case. The baseline of each run is COPY of the very steps that are counted out of their
table, so that figures of different machines can be compared by their ratio.
"""

from __future__ import annotations

import sys

from . import house

if __name__ == "__main__":
    sys.exit(house.measured(__doc__, "bench.rates_inside", "jobs", cases=50_000, runs=3))
