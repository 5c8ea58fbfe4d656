"""The account the PostgreSQL server runs under: ourselves, or an unprivileged one for root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from niangjia.run.errors import RunError

CANDIDATES = ("niangjia", "nobody")


class Identity(TypedDict, total=False):
    """The arguments of ``subprocess.Popen`` that change the account."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """A system account, with the numbers the kernel knows it by."""

    name: str
    uid: int
    gid: int

    @property
    def other(self) -> bool:
        """Whether it is another account than ours."""
        return self.uid != os.geteuid()

    @property
    def identity(self) -> Identity:
        """Arguments that make a child process run as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.other else {}

    def reaches(self, path: Path) -> bool:
        """Whether the account can step into a folder: asked of the kernel, never guessed."""
        return self.agrees('cd "$1"', path)

    def runs(self, program: Path) -> bool:
        """Whether the account may run a program."""
        return self.agrees('test -x "$1" && "$1" -V', program)

    def agrees(self, script: str, path: Path) -> bool:
        """Run one line of shell about a path as the account; True when it succeeds."""
        step = ["/bin/sh", "-c", script, "sh", str(path)]
        return subprocess.run(step, cwd="/", capture_output=True, **self.identity).returncode == 0

    def takes(self, path: Path) -> None:
        """Hand a folder to the account and close it for everybody else."""
        if self.other:
            os.chown(path, self.uid, self.gid)
        path.chmod(0o700)


def server_account(wanted: str) -> Account:
    """Choose the account: ourselves, or for root the wanted one, ``niangjia`` or ``nobody``."""
    if os.geteuid() != 0:
        return Account(name_of(os.geteuid()), os.geteuid(), os.getegid())
    for name in (wanted,) if wanted else CANDIDATES:
        account = named(name)
        if account and account.uid != 0:
            return account
    raise RunError("PostgreSQL does not run as root: name an ordinary account in NIANGJIA_PG_USER.")


def named(name: str) -> Account | None:
    """Look an account up by name."""
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def name_of(uid: int) -> str:
    """The name of a uid, or its number where it has none (containers)."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
