"""50,000 people from a file: read, checked, brought in; beside a plain COPY of the same rows.

    python -m bench.people_import [--people 50000] [--runs 3] [--json]

Starts its own database, waiting for the disk as an operator's does, in a throw-away directory. The
baseline of each run is COPY of the very rows the import made, into tables with the same columns,
indexes and constraints, so that figures of different machines can be compared by their ratio.
"""

from __future__ import annotations

import sys

from . import house

if __name__ == "__main__":
    sys.exit(house.measured(__doc__, "bench.people_inside", "jobs", people=50_000, runs=3))
