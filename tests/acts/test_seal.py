"""The sealed log: what is sealed, and that nothing can be changed in it unseen."""

from __future__ import annotations

import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connections

from niangjia.kernel.acts import commands, seal
from niangjia.kernel.acts.acting import system
from niangjia.kernel.acts.models import Audit, Seal
from niangjia.kernel.acts.verify import Found, verify
from niangjia.kernel.base.context import act
from niangjia.kernel.base.ids import new_id
from tests.kit import cluster, database

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _notes_of_their_own(settings: Any, tmp_path: Path) -> None:
    settings.NIANGJIA_DATA = tmp_path


def write(rows: int) -> None:
    """One finished transaction with so many audit rows."""
    with system("clerk"):
        for _ in range(rows):
            act().note("test.done", "test", new_id(), "33.01.")


def seal_now() -> list[Seal]:
    with system("sealer"):
        made = seal.seal_all()
    seal.note(made)
    return made


def check() -> Found:
    with system("auditor"):
        return verify()


@contextmanager
def behind() -> Iterator[psycopg.Connection[Any]]:
    """The database's own administrator, whom no policy stops."""
    with cluster.as_super(database.clone_name()) as link:
        yield link


def tamper(sql: str) -> None:
    with behind() as link:
        assert link.execute(sql.encode()).rowcount == 1


@pytest.fixture
def sealed() -> list[Seal]:
    """Three batches of 1, 3 and 5 rows."""
    made = []
    for rows in (1, 3, 5):
        write(rows)
        made += seal_now()
    return made


def test_batches_cover_everything_once(sealed: list[Seal]) -> None:
    assert [one.rows for one in sealed] == [1, 3, 5]
    assert [one.number for one in sealed] == [1, 2, 3]
    assert [one.from_tx for one in sealed] == [0, sealed[0].until_tx, sealed[1].until_tx]
    assert check() == Found(3, 9, 0, ())


def test_an_empty_minute_makes_no_seal(sealed: list[Seal], tmp_path: Path) -> None:
    assert seal_now() == []
    notes = (tmp_path / seal.NOTES).read_text().splitlines()
    assert notes == [f"{one.number} {one.digest}" for one in sealed]
    assert (tmp_path / seal.NOTES).stat().st_mode & 0o777 == 0o600


def test_a_log_without_rows_leaves_no_notes(tmp_path: Path) -> None:
    assert seal_now() == []
    assert not (tmp_path / seal.NOTES).exists()
    assert check() == Found(0, 0, 0, ())


def test_rows_of_a_running_transaction_wait(sealed: list[Seal]) -> None:
    with behind() as link, link.transaction():
        link.execute("SELECT pg_current_xact_id()")
        write(2)
        assert seal_now() == []
        assert check() == Found(3, 9, 2, ())
    assert [one.rows for one in seal_now()] == [2]
    assert check() == Found(4, 11, 0, ())


CHANGES = {
    "a changed row": "UPDATE acts_audit SET action = 'test.undone' WHERE id = (SELECT id FROM"
    " acts_audit ORDER BY tx, id LIMIT 1 OFFSET 2)",
    "a changed time": "UPDATE acts_audit SET at = at + interval '1 microsecond' WHERE id = (SELECT"
    " id FROM acts_audit ORDER BY tx, id LIMIT 1)",
    "a deleted row": "DELETE FROM acts_audit WHERE id = (SELECT id FROM acts_audit"
    " ORDER BY tx, id LIMIT 1 OFFSET 4)",
    "an inserted row": "INSERT INTO acts_audit SELECT gen_random_uuid(), at, epoch, tx, person_id,"
    " post, org_root, org_path, purpose, action, object_kind, object_id FROM acts_audit"
    " ORDER BY tx LIMIT 1",
    "a row moved to another time": "UPDATE acts_audit SET tx = tx + 1 WHERE id = (SELECT id FROM"
    " acts_audit ORDER BY tx, id LIMIT 1)",
    "a row of no epoch": "INSERT INTO acts_audit SELECT gen_random_uuid(), at, 0, tx, person_id,"
    " post, org_root, org_path, purpose, action, object_kind, object_id FROM acts_audit LIMIT 1",
    "a changed root": "UPDATE acts_seal SET root = repeat('a', 64) WHERE number = 2",
    "a changed count": "UPDATE acts_seal SET rows = 4 WHERE number = 2",
    "a changed digest": "UPDATE acts_seal SET digest = repeat('a', 64) WHERE number = 2",
    "a changed signature": "UPDATE acts_seal SET signature = repeat('a', 128) WHERE number = 3",
    "a broken signature": "UPDATE acts_seal SET signature = 'x' WHERE number = 1",
    "a changed chain": "UPDATE acts_seal SET previous = repeat('a', 64) WHERE number = 1",
    "a changed range": "UPDATE acts_seal SET until_tx = until_tx + 1 WHERE number = 3",
    "the first seal dropped": "DELETE FROM acts_seal WHERE number = 1",
    "a seal dropped": "DELETE FROM acts_seal WHERE number = 2",
    "the last seal dropped": "DELETE FROM acts_seal WHERE number = 3",
}


@pytest.mark.parametrize("change", CHANGES)
def test_tampering_is_seen(sealed: list[Seal], change: str) -> None:
    tamper(CHANGES[change])
    assert check().wrong, change


def test_the_command_says_so_and_fails(sealed: list[Seal], capsys: Any) -> None:
    assert commands.run_verify(Namespace()) == 0
    assert "9 rows under 3 seals" in capsys.readouterr().out
    tamper(CHANGES["a deleted row"])
    assert commands.run_verify(Namespace()) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("seal 3: 5 rows were sealed, 4 are there")


def test_the_command_seals(capsys: Any) -> None:
    write(2)
    assert commands.run_seal(Namespace()) == 0
    assert "2 rows sealed" in capsys.readouterr().out


def test_a_whole_chain_forged_with_another_key_is_seen(sealed: list[Seal], settings: Any) -> None:
    ours = settings.NIANGJIA_AUDIT_KEY
    with behind() as link:
        link.execute("DELETE FROM acts_seal")
        link.execute("DELETE FROM acts_audit WHERE id IN (SELECT id FROM acts_audit LIMIT 1)")
    settings.NIANGJIA_AUDIT_KEY = "ab" * 32
    with system("forger"):
        assert seal.seal_all()
    settings.NIANGJIA_AUDIT_KEY = ours
    assert "seal 1: the signature is not ours" in check().wrong


def test_a_dropped_and_resealed_batch_is_seen(sealed: list[Seal]) -> None:
    """Somebody with the key's host but not its files: what was noted beside is still known."""
    with behind() as link:
        link.execute("DELETE FROM acts_seal WHERE number = 3")
        link.execute(
            "DELETE FROM acts_audit WHERE id = (SELECT id FROM acts_audit ORDER BY tx DESC LIMIT 1)"
        )
    with system("sealer"):
        assert [one.rows for one in seal.seal_all()] == [4]
    assert check().wrong == ("seal 3: it was made here, and is not in the log as it was",)


def test_after_a_restore_transactions_count_from_the_start_again(sealed: list[Seal]) -> None:
    """A restored cluster gives low numbers: a new epoch begins, and the old one is closed."""
    with behind() as link:
        link.execute("UPDATE acts_seal SET until_tx = until_tx + 10^9 WHERE number = 3")
        link.execute("SELECT sec.new_life()")
        link.execute("UPDATE acts_seal SET until_tx = until_tx - 10^9 WHERE number = 3")
    try:
        write(2)
        made = seal_now()
        assert [(one.epoch, one.rows) for one in made] == [(1, 0), (2, 2)]
        assert check() == Found(5, 11, 0, ())
        write(1)
        assert [(one.epoch, one.rows) for one in seal_now()] == [(2, 1)]
        assert check().wrong == ()
    finally:
        with behind() as link:
            link.execute("UPDATE sec.epoch SET n = 1")


def test_two_sealers_at_once_seal_once() -> None:
    write(4)
    made: list[int] = []

    def run() -> None:
        with system("sealer"):
            made.extend(one.rows for one in seal.seal_all())
        connections["default"].close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert made == [4]
    assert check().wrong == ()


def test_the_log_can_only_grow() -> None:
    write(1)
    for verb in (
        "UPDATE acts_audit SET action = 'x'",
        "DELETE FROM acts_audit",
        "UPDATE acts_seal SET rows = 0",
        "DELETE FROM acts_seal",
    ):
        with pytest.raises(Exception, match="permission denied"), system("clerk"):
            Audit.objects.raw(verb)._fetch_all()  # type: ignore[attr-defined]  # any statement
