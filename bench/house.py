"""A house to measure in: a database of its own in a throw-away directory, installed and empty."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from niangjia.run import database, settings


def measured(said: str | None, module: str, process: str, **counts: int) -> int:
    """Run `module` inside a new house as a process of the given kind; its return code.

    `counts` are what a caller may ask for on the command line, with what is asked otherwise. The
    module is told them in this order, and then "json" or "words".
    """
    parser = argparse.ArgumentParser(description=said)
    for name, most in counts.items():
        parser.add_argument(f"--{name}", type=int, default=most)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    asked = [str(getattr(options, name)) for name in counts]
    asked.append("json" if options.json else "words")
    chosen = settings.load({})
    with tempfile.TemporaryDirectory() as folder:
        # The database runs as somebody else, who must get through to its own directory.
        Path(folder).chmod(0o711)
        cluster = database.prepare(Path(folder) / "data", chosen)
        with database.holding(cluster):
            env = database.environment(cluster.place, chosen, "empty")
            manage = [sys.executable, "-m", "niangjia.site.manage", "install"]
            subprocess.run(manage, env=env, check=True, stderr=subprocess.DEVNULL)
            inside = [sys.executable, "-m", module, *asked]
            env["NIANGJIA_PROCESS"] = process
            return subprocess.run(inside, env=env, check=False).returncode
