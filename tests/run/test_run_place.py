"""The data directory: layout, modes, and a sentence for everything that can be wrong with it."""

import json
import os
import shutil
import stat
import tempfile
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest

from niangjia.run import database, keys, place
from niangjia.run.account import Account, server_account
from niangjia.run.cluster import Cluster
from niangjia.run.errors import RunError
from niangjia.run.place import Place, open_place
from niangjia.run.settings import Settings

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def account() -> Account:
    return server_account("")


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_secrets_are_private_and_stay(folder: Path, account: Account) -> None:
    made = open_place(folder / "data", account)
    first = keys.ensure(made.secrets)
    assert set(first) == set(keys.NAMES)
    assert len(set(first.values())) == len(first)
    assert mode_of(made.secrets) == 0o700
    assert {mode_of(made.secrets / name) for name in keys.NAMES} == {0o600}
    assert keys.ensure(made.secrets) == first
    assert {path.name for path in made.secrets.iterdir()} == set(keys.NAMES)


def test_keys_have_the_agreed_length(folder: Path, account: Account) -> None:
    made = keys.ensure(open_place(folder / "data", account).secrets)
    assert {len(bytes.fromhex(made[name])) for name in keys.KEYS} == {32}


def test_only_the_passage_is_open_to_the_server(folder: Path, account: Account) -> None:
    made = open_place(folder / "data", account)
    passage = 0o711 if account.other else 0o700
    assert mode_of(made.root) == mode_of(made.run) == passage
    assert mode_of(made.log) == mode_of(made.files) == 0o700


def test_a_folder_of_other_things_is_left_alone(folder: Path, account: Account) -> None:
    (folder / "letter.txt").write_text("dear union")
    with pytest.raises(RunError, match="is not empty"):
        open_place(folder, account)
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_secrets_copied_from_another_machine_are_taken(folder: Path, account: Account) -> None:
    theirs = keys.ensure(open_place(folder / "first", account).secrets)
    (folder / "second").mkdir()
    shutil.copytree(folder / "first/secrets", folder / "second/secrets")
    assert keys.ensure(open_place(folder / "second", account).secrets) == theirs


def test_other_things_called_secrets_are_left_alone(folder: Path, account: Account) -> None:
    (folder / "secrets").mkdir()
    (folder / "secrets/letter.txt").write_text("dear union")
    with pytest.raises(RunError, match="is not empty"):
        open_place(folder, account)
    shutil.copytree(folder / "secrets", folder / "data/secrets")
    (folder / "data/secrets/field_key").write_text("00\n")
    (folder / "data/letter.txt").write_text("dear union")
    with pytest.raises(RunError, match="is not empty"):
        open_place(folder / "data", account)


@pytest.fixture
def ordinary() -> Iterator[None]:
    """Act as an ordinary user: root, who may write anywhere, lends itself another account."""
    me = os.geteuid()
    if me == 0:
        os.seteuid(65534)
    yield
    os.seteuid(me)


@pytest.mark.usefixtures("ordinary")
def test_a_directory_one_may_not_write_or_enter(account: Account) -> None:
    with tempfile.TemporaryDirectory(prefix="nj-") as mine:
        closed = Path(mine) / "closed"
        closed.mkdir(mode=0o500)
        with pytest.raises(RunError, match=r"Cannot use the data directory .*: permission denied"):
            open_place(closed / "data", account)
        closed.chmod(0o000)
        with pytest.raises(RunError, match=r"Cannot read the data directory .*: permission denied"):
            place.existing(closed / "data")
        closed.chmod(0o700)
        made = keys.ensure(open_place(closed / "data", account).secrets)
        (closed / "data/secrets/field_key").chmod(0o000)
        with pytest.raises(RunError, match="You may not read the secrets"):
            keys.ensure(closed / "data/secrets")
        assert set(made) == set(keys.NAMES)


def test_a_file_in_the_way(folder: Path, account: Account) -> None:
    (folder / "data").write_text("")
    with pytest.raises(RunError, match="Cannot use the data directory"):
        open_place(folder / "data" / "deeper", account)


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to make somebody else's directory")
def test_a_directory_of_somebody_else(folder: Path, account: Account) -> None:
    made = open_place(folder / "data", account)
    os.chown(made.card, 1, 1)
    with pytest.raises(RunError, match="belongs to"):
        open_place(folder / "data", account)


def test_a_full_disk(folder: Path, account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(2**30, 2**30, 2**20))
    with pytest.raises(RunError, match="has 1 MB left"):
        open_place(folder / "data", account)


def test_sockets_move_when_the_path_is_long(folder: Path) -> None:
    near, far = Place(folder / "data"), Place(folder / ("long" * 30))
    assert near.sockets == folder / "data" / "run" / "sockets"
    assert len(os.fsencode(far.sockets)) < 60
    assert far.sockets != Place(folder / ("long" * 31)).sockets


def test_a_prepared_socket_folder_is_refused(folder: Path, account: Account) -> None:
    target = folder / "theirs"
    target.mkdir()
    (folder / "sockets").symlink_to(target)
    with pytest.raises(RunError, match="is in the way"):
        place.private(folder / "sockets", account)


def test_another_major_version_is_refused(cluster: Cluster) -> None:
    cluster.place.pg.mkdir()
    (cluster.place.pg / "PG_VERSION").write_text("14\n")
    with pytest.raises(RunError, match=r"made by PostgreSQL 14, and this is \d+"):
        cluster.ensure_created()
    shutil.rmtree(cluster.place.pg)


def test_a_half_made_cluster_is_made_anew(cluster: Cluster) -> None:
    half = cluster.place.root / "pg.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    assert cluster.ensure_created()
    assert not half.exists()


def test_the_card_remembers_the_mode(folder: Path, account: Account) -> None:
    made = open_place(folder / "data", account)
    assert made.mode == ""
    made.remember("demo")
    assert Place(made.root).mode == "demo"
    assert json.loads(made.card.read_text())["format"] == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another account")
def test_below_a_closed_folder_the_cluster_lives_elsewhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "AWAY", folder / "away")
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    made = database.prepare(closed / "data", Settings(), durable=False)
    assert made.place.server.parent == folder / "away"
    assert mode_of(closed) == 0o700
    assert made.account.reaches(made.place.server)
    with database.holding(made) as held:
        assert held.cluster.state() == "up"
    server = made.place.server
    shutil.copytree(closed / "data", closed / "copy")
    with pytest.raises(RunError, match="is a copy"):
        database.prepare(closed / "copy", Settings())
    shutil.rmtree(closed / "data")
    assert place.leftovers() == [server]
