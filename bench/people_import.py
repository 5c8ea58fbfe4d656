"""50,000 people from a file: read, checked, brought in; beside a plain COPY of the same rows.

    python -m bench.people_import [--people 50000] [--runs 3] [--json]

Starts its own database, waiting for the disk as an operator's does, in a throw-away directory. The
baseline of each run is COPY of the very rows the import made, into tables with the same columns,
indexes and constraints, so that figures of different machines can be compared by their ratio.
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
    parser.add_argument("--people", type=int, default=50_000)
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
            inside = [
                sys.executable,
                "-m",
                "bench.people_inside",
                str(options.people),
                str(options.runs),
                "json" if options.json else "words",
            ]
            return subprocess.run(
                inside, env={**env, "NIANGJIA_PROCESS": "jobs"}, check=False
            ).returncode


if __name__ == "__main__":
    sys.exit(main())
