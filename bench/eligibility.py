"""A rehearsal of an offer on everybody: counts per clause, names behind each, nothing written.

    python -m bench.eligibility [--members 10000] [--runs 5] [--json]

Starts its own database in a throw-away directory. The baseline of the same run is one count of the
same members, so that figures of different machines can be compared by their ratio.
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
    parser.add_argument("--members", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
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
            asked = [str(options.members), str(options.runs), "json" if options.json else "words"]
            inside = [sys.executable, "-m", "bench.eligibility_inside", *asked]
            return subprocess.run(
                inside, env={**env, "NIANGJIA_PROCESS": "web"}, check=False
            ).returncode


if __name__ == "__main__":
    sys.exit(main())
