"""The three rates of a large house: counted at night, sealed, verified, carried away.

    python -m bench.rates [--cases 50000] [--runs 3] [--json]

Starts its own database, waiting for the disk as an operator's does, in a throw-away directory; four
steps to a case. The baseline of each run is COPY of the very steps that are counted out of their
table, so that figures of different machines can be compared by their ratio.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from niangjia.run import database, settings


def main() -> int:
    """Make a database, install the house, measure inside of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    chosen = settings.load({})
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        cluster = database.prepare(Path(folder) / "data", chosen)
        with database.holding(cluster):
            env = database.environment(cluster.place, chosen, "empty")
            manage = [sys.executable, "-m", "niangjia.site.manage", "install"]
            subprocess.run(manage, env=env, check=True, stderr=subprocess.DEVNULL)
            asked = [str(options.cases), str(options.runs), "json" if options.json else "words"]
            inside = [sys.executable, "-m", "bench.rates_inside", *asked]
            return subprocess.run(
                inside, env={**env, "NIANGJIA_PROCESS": "jobs"}, check=False
            ).returncode


if __name__ == "__main__":
    sys.exit(main())
