"""Dump and restore: everything comes back with the same keys, nothing comes back changed."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from niangjia.run import database, dump, keys, restore, roles, seal
from niangjia.run.cluster import Cluster
from niangjia.run.errors import RunError
from niangjia.run.settings import Settings

PASSPHRASE = "a quiet river in spring"
SETTINGS = Settings()


@pytest.fixture
def dumped(
    cluster: Cluster,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Path:
    """A dump of a small installation with a table, a role and an uploaded file."""
    monkeypatch.setenv("NIANGJIA_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr(seal, "COST", {"n": 2**10, "r": 8, "p": 1})
    with database.holding(cluster), cluster.connect(roles.DATABASE) as connection:
        connection.execute("CREATE ROLE reporting NOLOGIN")
        connection.execute("GRANT reporting TO nj_app")
        connection.execute("SET ROLE nj_owner")
        connection.execute("CREATE TABLE note (text text)")
        connection.execute(
            "INSERT INTO note SELECT '第' || n || '条' FROM generate_series(1, 500) n"
        )
        connection.execute("GRANT SELECT ON note TO reporting")
    cluster.place.remember("empty")
    (cluster.place.files / "letters").mkdir()
    (cluster.place.files / "letters/信.txt").write_text("娘家")
    file = folder / "dump.zip"
    assert dump.save(cluster.place.root, SETTINGS, file) == 0
    return file


def test_a_round_trip(cluster: Cluster, dumped: Path, folder: Path) -> None:
    assert dumped.stat().st_mode & 0o777 == 0o600
    assert restore.load(folder / "new", SETTINGS, dumped) == 0
    copy = database.prepare(folder / "new", SETTINGS, durable=False)
    assert copy.secrets == cluster.secrets
    assert copy.place.mode == "empty"
    assert (copy.place.files / "letters/信.txt").read_text() == "娘家"
    with database.holding(copy), copy.connect(roles.DATABASE) as connection:
        rows = connection.execute(
            "SELECT count(*), max(text), pg_get_userbyid(c.relowner),"
            " has_table_privilege('reporting', 'note', 'SELECT'),"
            " pg_has_role('nj_app', 'reporting', 'MEMBER')"
            " FROM note, pg_class c WHERE c.relname = 'note' GROUP BY 3"
        ).fetchone()
    assert rows == (500, "第9条", "nj_owner", True, True)


def test_secrets_are_sealed(cluster: Cluster, dumped: Path) -> None:
    content = dumped.read_bytes()
    assert not [name for name in keys.NAMES if cluster.secrets[name].encode() in content]
    with zipfile.ZipFile(dumped) as archive:
        assert set(json.loads(archive.read("manifest.json"))["sha256"]) == {
            "database.dump",
            "roles.sql",
            "files/letters/信.txt",
        }


def test_a_wrong_passphrase_makes_nothing(
    dumped: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANGJIA_PASSPHRASE", "another river")
    with pytest.raises(RunError, match="passphrase does not open"):
        restore.load(folder / "new", SETTINGS, dumped)
    assert not (folder / "new").exists()


def rewrite(file: Path, change: Callable[[str, bytes], bytes]) -> None:
    """Write an archive again with its parts changed."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, change(name, content))


def test_a_changed_part_is_noticed(dumped: Path, folder: Path) -> None:
    rewrite(dumped, lambda name, old: old + b"--" if name == "roles.sql" else old)
    with pytest.raises(RunError, match=r"roles\.sql does not fit"):
        restore.load(folder / "new", SETTINGS, dumped)
    assert not (folder / "new").exists()


def test_a_failure_in_the_middle_leaves_an_empty_directory(
    dumped: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RunError("The power went.")

    monkeypatch.setattr(restore, "load_database", fail)
    with pytest.raises(RunError, match="power"):
        restore.load(folder / "new", SETTINGS, dumped)
    assert not list((folder / "new").iterdir())


def test_what_is_there_is_not_overwritten(cluster: Cluster, dumped: Path) -> None:
    with pytest.raises(RunError, match="already holds an installation"):
        restore.load(cluster.place.root, SETTINGS, dumped)
    with pytest.raises(RunError, match="exists already"):
        dump.save(cluster.place.root, SETTINGS, dumped)


def test_other_files_are_refused(folder: Path) -> None:
    (folder / "letter").write_text("dear union")
    with pytest.raises(RunError, match="not a whole Niangjia dump"):
        restore.load(folder / "new", SETTINGS, folder / "letter")
    with pytest.raises(RunError, match="There is no file"):
        restore.load(folder / "new", SETTINGS, folder / "nothing")


def test_a_short_passphrase_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANGJIA_PASSPHRASE", "river")
    with pytest.raises(RunError, match="at least 10"):
        seal.ask(twice=True)
