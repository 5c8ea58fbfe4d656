"""``niangjia dump``: database, roles, files and sealed secrets in one ZIP archive.

The archive holds ``database.dump`` (pg_dump custom format), ``roles.sql``, ``files/…``,
``secrets.sealed`` and ``manifest.json``. The checksums stand in the manifest for everybody, and
once more inside the seal, so that a changed dump is noticed by whoever knows the passphrase.
"""

import hashlib
import json
import os
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from niangjia.run import database, seal
from niangjia.run.client import reading
from niangjia.run.cluster import Cluster
from niangjia.run.errors import RunError
from niangjia.run.place import existing
from niangjia.run.roles import DATABASE
from niangjia.run.settings import VERSION, Settings
from niangjia.run.status import megabytes

FORMAT = 1
BLOCK = 2**18


def save(root: Path, settings: Settings, file: Path) -> int:
    """Write a dump; the file appears complete or not at all."""
    check(settings, file)
    place = existing(root)
    passphrase = seal.ask(twice=True)
    with database.holding(database.prepare(place.root, settings)) as held:
        draft = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            write(draft, held.cluster, passphrase)
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
    print(
        f"{file}: {megabytes(file.stat().st_size)}. Without its passphrase it cannot be restored."
    )
    return 0


def check(settings: Settings, file: Path) -> None:
    """Refuse what cannot work before anything is started."""
    if not settings.embedded:
        raise RunError(
            "niangjia dump saves the embedded database; for your own use pg_dump or base backups "
            "and keep the secrets folder beside them."
        )
    if file.exists():
        raise RunError(f"{file} exists already: choose another name.")
    if not file.absolute().parent.is_dir():
        raise RunError(f"There is no folder {file.absolute().parent}.")


def write(draft: Path, cluster: Cluster, passphrase: str) -> None:
    """Fill the archive."""
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as raw, zipfile.ZipFile(raw, "w") as archive:
        sums = {"database.dump": dump_database(archive, cluster)}
        sums["roles.sql"] = dump_roles(archive, cluster)
        sums |= dump_files(archive, cluster)
        sealed = json.dumps({"secrets": cluster.secrets, "sha256": sums})
        archive.writestr("secrets.sealed", seal.seal(sealed, passphrase))
        archive.writestr("manifest.json", json.dumps(manifest(cluster, sums), indent=1))
        raw.flush()
        os.fsync(descriptor)


def manifest(cluster: Cluster, sums: dict[str, str]) -> dict[str, object]:
    """What the archive says about itself without a passphrase."""
    return {
        "format": FORMAT,
        "niangjia": VERSION,
        "postgresql": cluster.binaries.version,
        "mode": cluster.place.mode,
        "made_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "sha256": sums,
    }


def dump_database(archive: zipfile.ZipFile, cluster: Cluster) -> str:
    """Stream pg_dump into the archive; returns its checksum. Unlogged rows stay behind: salts of a
    day (docs/adr/0028) and counters of abuse, which a crash forgets as well."""
    with reading(cluster, "pg_dump", "-Fc", "--no-unlogged-table-data", "-d", DATABASE) as out:
        return copy(archive, "database.dump", out)


def dump_roles(archive: zipfile.ZipFile, cluster: Cluster) -> str:
    """Roles and memberships, without passwords: those come from the secrets."""
    words = ("pg_dumpall", "--roles-only", "--no-role-passwords", "-l", DATABASE)
    with reading(cluster, *words) as out:
        return copy(archive, "roles.sql", out)


def dump_files(archive: zipfile.ZipFile, cluster: Cluster) -> dict[str, str]:
    """Uploaded files, after the database: whatever a row in it opens has its bytes here.

    One that was erased in the meantime is left out, as the next dump would.
    """
    sums = {}
    for name, path in stored_files(cluster):
        with suppress(FileNotFoundError):
            sums[name] = put(archive, name, path)
    return sums


def stored_files(cluster: Cluster) -> Iterator[tuple[str, Path]]:
    """Uploaded files, by their name in the archive."""
    base = cluster.place.files
    for path in sorted(base.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield f"files/{path.relative_to(base).as_posix()}", path


def put(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    """Copy one file into the archive."""
    with path.open("rb") as source:
        return copy(archive, name, source)


def copy(archive: zipfile.ZipFile, name: str, source: IO[bytes]) -> str:
    """Copy a stream into the archive; returns its SHA-256 as hex."""
    total = hashlib.sha256()
    with archive.open(name, "w", force_zip64=True) as target:
        while block := source.read(BLOCK):
            total.update(block)
            target.write(block)
    return total.hexdigest()
