"""The data directory: its layout, who owns it, and where PostgreSQL may live.

As an ordinary user everything is inside DIR. When root starts us, the server runs under an
unprivileged account; if that account cannot step into DIR (say, below ``/root``), the cluster
lives in ``/var/lib/niangjia/<hash of DIR>`` and ``DIR/server`` holds that path. Folders above DIR
are never changed.
"""

import hashlib
import json
import os
import secrets
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from niangjia.run import keys
from niangjia.run.account import Account, name_of
from niangjia.run.errors import RunError

SOCKET_ROOM = 85  # of the 103 bytes macOS allows (Linux 107), minus "/.s.PGSQL.5432.lock"
FIRST_START_NEEDS = 400 * 2**20
EVERY_START_NEEDS = 48 * 2**20
AWAY = Path("/var/lib/niangjia")


@dataclass(frozen=True)
class Place:
    """Paths inside a data directory."""

    root: Path

    @property
    def card(self) -> Path:
        """A small file saying that this is a data directory of ours, and in which mode."""
        return self.root / "niangjia.json"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets"

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def log(self) -> Path:
        return self.root / "log"

    @property
    def files(self) -> Path:
        return self.root / "files"

    @property
    def server(self) -> Path:
        """The folder that holds ``pg`` and ``run/sockets``: DIR, or the one DIR points to."""
        pointer = self.root / "server"
        return Path(pointer.read_text("utf-8").strip()) if pointer.is_file() else self.root

    @property
    def pg(self) -> Path:
        return self.server / "pg"

    @property
    def sockets(self) -> Path:
        """The server's socket folder: short enough for the kernel, else private in the temp dir."""
        inside = self.server / "run" / "sockets"
        return inside if len(os.fsencode(inside)) <= SOCKET_ROOM else self.short

    @property
    def short(self) -> Path:
        """The same for every command on this data directory, whatever TMPDIR says."""
        base = Path("/tmp") if Path("/tmp").is_dir() else Path(tempfile.gettempdir())
        return base / f"niangjia-{digest(self.root)}"

    @property
    def exists(self) -> bool:
        return self.card.is_file()

    @property
    def mode(self) -> str:
        """``demo`` or ``empty``, as chosen at the first start; empty text before it."""
        if not self.exists:
            return ""
        return str(json.loads(self.card.read_text("utf-8")).get("mode", ""))

    def remember(self, mode: str) -> None:
        """Write the card."""
        # Several may start at once: each has a draft of its own.
        draft = self.card.with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps({"format": 1, "mode": mode}) + "\n", "utf-8")
        draft.replace(self.card)


def digest(path: Path) -> str:
    """A short name for a path."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]


def open_place(root: Path, account: Account) -> Place:
    """Open a data directory, making it when it is absent or empty; RunError when it cannot be."""
    place = Place(root.resolve())
    try:
        check_owner(place)
        make_folders(place, account)
        check_room(place)
    except OSError as error:
        raise RunError(f"Cannot use the data directory {root}: {reason(error)}.") from error
    return place


def existing(root: Path) -> Place:
    """Open a data directory that must be there already."""
    place = Place(root.resolve())
    try:
        there = place.exists
    except OSError as error:
        raise RunError(f"Cannot read the data directory {root}: {reason(error)}.") from error
    if not there:
        raise RunError(f"There is no Niangjia data in {root}: start it once with bin/up.")
    check_owner(place)
    return place


def reason(error: OSError) -> str:
    """The system's words for an error, in lower case to stand inside a sentence."""
    return (error.strerror or str(error)).lower()


def _others(place: Place) -> list[str]:
    """What lies in a folder that is not the card or a draft of it."""
    names = [one.name for one in place.root.iterdir() if one.name != "lost+found"]
    return [name for name in names if not name.startswith(f"{place.card.stem}.")]


def _ours(place: Place) -> bool:
    """Whether a folder without a card may become a data directory.

    It is empty, or holds nothing but the secrets copied from another machine.
    """
    others = _others(place)
    copied = others == [place.secrets.name] and any(
        (place.secrets / name).is_file() for name in keys.NAMES
    )
    return not others or copied


def check_owner(place: Place) -> None:
    """Refuse a folder full of other things, and one that another account made."""
    if not place.exists:
        # The card is written first: somebody who starts at this very moment may just have done so.
        if place.root.is_dir() and not _ours(place) and not place.exists:
            raise RunError(
                f"{place.root} is not empty and holds no Niangjia data: choose another --data."
            )
        return
    owner = place.card.stat().st_uid
    if owner != os.geteuid():
        raise RunError(
            f"The data directory {place.root} belongs to {name_of(owner)}: "
            f"run this command as {name_of(owner)}, or choose another --data."
        )


def make_folders(place: Place, account: Account) -> None:
    """Make the layout; folders the server account only passes through are 0711, others 0700."""
    passage = 0o711 if account.other else 0o700
    if not place.root.is_dir():
        # Somebody who starts at this very moment may just have made it.
        place.root.mkdir(parents=True, exist_ok=True)
        place.root.chmod(passage)
    if not place.exists:
        place.remember("")
    for folder in (place.secrets, place.log, place.files):
        folder.mkdir(mode=0o700, exist_ok=True)
    place.run.mkdir(mode=passage, exist_ok=True)


def check_room(place: Place) -> None:
    """Refuse to start on a disk that is about to be full."""
    need = EVERY_START_NEEDS if (place.pg / "PG_VERSION").exists() else FIRST_START_NEEDS
    free = shutil.disk_usage(place.server if place.server.is_dir() else place.root).free
    if free < need:
        raise RunError(
            f"The disk of {place.root} has {free // 2**20} MB left; "
            f"Niangjia needs at least {need // 2**20} MB."
        )


def settle_server(place: Place, account: Account) -> None:
    """Decide once where the cluster lives, and make the folders the server account needs."""
    if place.server == place.root and not account.reaches(place.root):
        if place.pg.exists():
            raise RunError(
                f"The account {account.name}, which runs PostgreSQL, "
                f"can no longer enter {place.root}."
            )
        move_away(place, account)
    check_away(place)
    private(place.sockets, account)


def move_away(place: Place, account: Account) -> None:
    """Point DIR to a folder under /var/lib that the server account can enter.

    The folder is a new one each time: whoever removed DIR, secrets and all, starts afresh, and
    what the earlier cluster held is still there (``niangjia doctor`` names it).
    """
    away = AWAY / f"{digest(place.root)}-{secrets.token_hex(4)}"
    for folder in (AWAY, away, away / "run"):
        folder.mkdir(mode=0o711, parents=True, exist_ok=True)
        folder.chmod(0o711)
    if not account.reaches(away):
        raise RunError(
            f"The account {account.name}, which runs PostgreSQL, can enter neither {place.root} "
            f"nor {away}: choose another --data or NIANGJIA_PG_USER."
        )
    (away / "belongs-to").write_text(f"{place.root}\n", "utf-8")
    (place.root / "server").write_text(f"{away}\n", "utf-8")


def check_away(place: Place) -> None:
    """A copied or moved DIR must not share its cluster with the original."""
    if place.server == place.root:
        return
    owner = place.server / "belongs-to"
    if owner.is_file() and owner.read_text("utf-8").strip() != str(place.root):
        raise RunError(
            f"{place.root} is a copy: its database belongs to {owner.read_text('utf-8').strip()}. "
            "Use niangjia dump and restore to copy an installation."
        )


def leftovers() -> list[Path]:
    """Clusters under /var/lib whose data directory was removed."""
    found = AWAY.glob("*/belongs-to") if os.access(AWAY, os.R_OK) else ()
    return [note.parent for note in found if forgotten(note)]


def forgotten(note: Path) -> bool:
    """Whether the data directory a cluster belongs to no longer points to it."""
    return Place(Path(note.read_text("utf-8").strip())).server != note.parent


def private(folder: Path, account: Account) -> None:
    """Make a folder for the server account alone; refuse one that somebody else prepared."""
    folder.parent.mkdir(mode=0o711, exist_ok=True)
    if not os.path.lexists(folder):
        folder.mkdir(mode=0o700)
        account.takes(folder)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {account.uid, os.geteuid()}:
        raise RunError(f"{folder} is in the way: remove it, or choose a shorter --data.")
    account.takes(folder)
