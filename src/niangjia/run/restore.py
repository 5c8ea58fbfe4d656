"""``niangjia restore``: a dump becomes an installation with the same keys."""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

import psycopg

from niangjia.run import database, keys, ready, seal
from niangjia.run.account import server_account
from niangjia.run.client import writing
from niangjia.run.cluster import SUPER, Cluster
from niangjia.run.dump import BLOCK, FORMAT
from niangjia.run.errors import RunError
from niangjia.run.place import Place, open_place
from niangjia.run.roles import DATABASE
from niangjia.run.settings import Settings

ROLE_WORDS = ("CREATE ROLE ", "ALTER ROLE ", "GRANT ")


def load(root: Path, settings: Settings, file: Path) -> int:
    """Restore a dump into an empty data directory; a failure leaves it empty."""
    if not settings.embedded:
        raise RunError("niangjia restore fills the embedded database: unset DATABASE_URL.")
    with opened(file) as archive:
        manifest = read_manifest(archive)
        secrets, sums = unsealed(archive)
        verify(archive, sums)
        place = open_place(root, server_account(settings.pg_user))
        check_empty(place)
        with emptied_on_failure(place):
            fill(archive, place, settings, secrets, sums)
        place.remember(str(manifest["mode"] or "empty"))
    print(f"Restored into {place.root}. Start it with niangjia up --data {place.root}")
    return 0


@contextmanager
def opened(file: Path) -> Iterator[zipfile.ZipFile]:
    """Open an archive; anything else is a RunError."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except FileNotFoundError as error:
        raise RunError(f"There is no file {error.filename or file}.") from error
    except zipfile.BadZipFile as error:
        raise RunError(f"{file} is not a whole Niangjia dump.") from error


def read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """Read the manifest, and check that we understand this dump."""
    try:
        manifest = dict(json.loads(archive.read("manifest.json")))
    except (KeyError, ValueError, TypeError) as error:
        raise RunError("This file is not a Niangjia dump: it has no manifest.") from error
    if manifest.get("format") != FORMAT:
        raise RunError("This dump was made by a newer Niangjia: restore it with that version.")
    return manifest


def unsealed(archive: zipfile.ZipFile) -> tuple[dict[str, str], dict[str, str]]:
    """Open the seal; returns secrets and checksums."""
    text = archive.read("secrets.sealed").decode("utf-8", "replace")
    found = json.loads(seal.unseal(text, seal.ask(twice=False)))
    return dict(found["secrets"]), dict(found["sha256"])


def verify(archive: zipfile.ZipFile, sums: dict[str, str]) -> None:
    """Compare every part with its checksum before anything is touched."""
    names = set(archive.namelist())
    for name, wanted in sums.items():
        if name not in names or checksum(archive, name) != wanted:
            raise RunError(f"The dump is damaged or was changed: {name} does not fit its checksum.")
        if ".." in PurePosixPath(name).parts or name.startswith("/"):
            raise RunError(f"The dump holds a file with a strange name: {name}.")


def checksum(archive: zipfile.ZipFile, name: str) -> str:
    """SHA-256 of one part, as hex."""
    total = hashlib.sha256()
    with archive.open(name) as source:
        while block := source.read(BLOCK):
            total.update(block)
    return total.hexdigest()


def check_empty(place: Place) -> None:
    """Refuse to restore over an installation."""
    if place.mode or place.pg.exists() or any(place.secrets.iterdir()):
        raise RunError(f"{place.root} already holds an installation: choose an empty --data.")


@contextmanager
def emptied_on_failure(place: Place) -> Iterator[None]:
    """Leave no half installation behind."""
    try:
        yield
    except BaseException:
        away = () if place.server == place.root else (place.server,)
        for folder in (place.pg, *away, place.secrets, place.run, place.log, place.files):
            shutil.rmtree(folder, ignore_errors=True)
        for path in (place.root / "server", place.card):
            path.unlink(missing_ok=True)
        raise


def fill(
    archive: zipfile.ZipFile,
    place: Place,
    settings: Settings,
    secrets: dict[str, str],
    sums: dict[str, str],
) -> None:
    """Write secrets and files, make the cluster with those passwords, load roles and data."""
    for name in keys.NAMES:
        keys.write(place.secrets, name, secrets[name])
    for name in (one for one in sums if one.startswith("files/")):
        take_file(archive, name, place.root / name)
    ready.forget(place)
    with database.holding(database.prepare(place.root, settings)) as held:
        load_roles(archive, held.cluster)
        load_database(archive, held.cluster)


def take_file(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    """Write one uploaded file."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with archive.open(name) as source, path.open("xb") as target:
        path.chmod(0o600)
        shutil.copyfileobj(source, target, BLOCK)


def load_roles(archive: zipfile.ZipFile, cluster: Cluster) -> None:
    """Repeat roles and memberships; those this version makes itself are there already."""
    with cluster.connect() as connection:
        for line in archive.read("roles.sql").decode().splitlines():
            if line.startswith(ROLE_WORDS) and f" ROLE {SUPER}" not in line:
                repeat(connection, line)


def repeat(connection: psycopg.Connection, line: str) -> None:
    """Run one statement of the role list; a role that exists is fine."""
    try:
        connection.execute(line.encode())
    except psycopg.errors.DuplicateObject:
        return


def load_database(archive: zipfile.ZipFile, cluster: Cluster) -> None:
    """Stream the data into pg_restore, all or nothing."""
    words = ("--exit-on-error", "--single-transaction", "-d", DATABASE)
    with writing(cluster, "pg_restore", *words) as target, archive.open("database.dump") as source:
        shutil.copyfileobj(source, target, BLOCK)
