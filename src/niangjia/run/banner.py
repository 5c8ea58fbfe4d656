"""What a person sees while Niangjia starts: one line per step, then where to go."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from niangjia.run.ready import Prepared

WIDTH = 32


@dataclass
class Steps:
    """Prints steps with the seconds they took. ``begun`` is on the wall clock, in seconds."""

    out: TextIO = field(default_factory=lambda: sys.stdout)
    begun: float = field(default_factory=time.time)
    open_line: bool = False

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Print a title, and the seconds when the block is done."""
        begun = time.monotonic()
        self.write(f"  {title} ".ljust(WIDTH, "."))
        self.open_line = True
        try:
            yield
        except BaseException:
            self.close_line()
            raise
        seconds = f" {time.monotonic() - begun:.1f} s\n"
        self.write(seconds if self.open_line else "    done ".ljust(WIDTH, ".") + seconds)
        self.open_line = False

    def detail(self, text: str) -> None:
        """Print a line that belongs to the running step."""
        self.close_line()
        self.write(f"    {text}\n")

    def remark(self, text: str) -> None:
        """Print something that happened later, with the time of day."""
        self.close_line()
        self.write(f"  {time.strftime('%H:%M:%S')}  {text}\n")

    def close_line(self) -> None:
        """End a line that waits for its seconds."""
        if self.open_line:
            self.write("\n")
        self.open_line = False

    def write(self, text: str) -> None:
        """Write at once; a terminal that went away is no reason to stop."""
        try:
            self.out.write(text)
            self.out.flush()
        except (OSError, ValueError):
            self.out = Path(os.devnull).open("w")  # noqa: SIM115  (kept until the end)

    @property
    def seconds(self) -> float:
        """Seconds since the command was typed."""
        return max(0.0, time.time() - self.begun)


def banner(say: Steps, address: str, prepared: Prepared, demo: bool, root: Path) -> None:
    """Print the address, the accounts, where the codes appear, and how long it took."""
    lines = ["", f"  Niangjia is ready: {address}", f"  First page after {say.seconds:.1f} s."]
    if prepared.setup_url:
        link = address.rstrip("/") + prepared.setup_url
        lines += ["", "  Set up your union with this one-time link:", f"  {link}"]
    if demo and prepared.accounts:
        lines += ["", "  Log in with one of these phone numbers:"]
        lines += [f"    {phone}  {who}" for phone, who in prepared.accounts]
    if demo:
        lines += ["", f"  The login codes appear at {address}dev/inbox"]
    elif not os.environ.get("NIANGJIA_SMS_URL"):
        lines += ["", f"  No SMS gateway is set: login codes are kept in {root}/outbox/sms.jsonl"]
    lines += ["", f"  Data and logs: {root}", "  Stop with Ctrl-C.", ""]
    say.write("\n".join(lines) + "\n")
