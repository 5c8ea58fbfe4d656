"""`niangjia rates verify --from`: the exported log is enough, and tampering with it is seen."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from niangjia.kernel.acts import canon, carrying
from niangjia.kernel.acts import commands as acts
from niangjia.kernel.insight import commands, offline
from niangjia.kernel.insight.models import Cell
from niangjia.run import commands as house
from tests.kit.sowing import seeding
from tests.kit.world import World

from . import sealed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("003-10")]


@pytest.fixture
def log(committed_world: World, settings: Any, tmp_path: Path) -> Path:
    """The file of a town whose matters were lived, counted and sealed."""
    settings.NIANGJIA_DATA = tmp_path
    sealed.town(committed_world)
    path = tmp_path / "rates.log"
    assert commands.run_export(Namespace(file=path)) == 0
    return path


def verify(path: Path, *words: str) -> int:
    """As an auditor types it."""
    return house.main(["rates", "verify", "--from", str(path), *words])


def test_the_file_alone_gives_the_same_rates(log: Path, capsys: Any) -> None:
    assert verify(log) == 0
    said = capsys.readouterr().out
    assert "the rates are the log's" in said and "DIFFER" not in said
    assert " tree 2026-01 +3: 5/7 3/7 3/6 of 7" in said
    assert "compare it, or give --key" in said
    sealed_to = said.splitlines()[0]
    assert acts.run_verify(Namespace()) == 0
    assert sealed_to in capsys.readouterr().out
    assert verify(log, "--key", carrying.public_key()) == 0
    assert "compare it" not in capsys.readouterr().out
    assert log.stat().st_mode & 0o777 == 0o600
    assert not list(log.parent.glob("*.part"))


def test_it_needs_no_database(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("niangjia.run.delegate.site_command", None)
    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", None)
    assert verify(log) == 0


def test_only_rows_that_are_counted_are_carried_and_no_name(
    log: Path, committed_world: World
) -> None:
    said = log.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in said.splitlines()]
    rows = [line for line in lines if isinstance(line, list)]
    assert rows and all(row[offline.FACTS] for row in rows)
    assert any(isinstance(line, str) for line in lines)
    assert "饭菜" not in said and "保温车" not in said
    for person in committed_world.people.values():
        assert person.name not in said


Lines = list[Any]


def _rows(lines: Lines) -> list[int]:
    return [at for at, line in enumerate(lines) if isinstance(line, list)]


def _kind(lines: Lines, name: str) -> list[int]:
    return [at for at, line in enumerate(lines) if isinstance(line, dict) and name in line]


def written(line: Any) -> str:
    """A line of the file; of a row, the text that was sealed."""
    return canon.canonical(tuple(line)).decode() if isinstance(line, list) else json.dumps(line)


def better_stars(lines: Lines) -> None:
    for at in _rows(lines):
        for fact in lines[at][offline.FACTS]:
            fact["stars"] = 5 if fact["stars"] else None


def a_row_taken_out(lines: Lines) -> None:
    del lines[_rows(lines)[0]]


def a_row_hidden(lines: Lines) -> None:
    at = _rows(lines)[-1]
    lines[at] = "00" * 32


def rows_turned(lines: Lines) -> None:
    one, two = _rows(lines)[:2]
    lines[one], lines[two] = lines[two], lines[one]


def the_first_seal_taken_out(lines: Lines) -> None:
    seals = _kind(lines, "seal")
    end = seals[1] if len(seals) > 1 else len(lines)
    del lines[seals[0] : end]


def a_seal_dated_back(lines: Lines) -> None:
    lines[_kind(lines, "seal")[0]]["seal"]["at"] = "2020-01-01T00:00:00+00:00"


def another_signature(lines: Lines) -> None:
    lines[_kind(lines, "seal")[0]]["seal"]["signature"] = "00" * 64


def forged(lines: Lines) -> None:
    """Everything made anew and signed with another key, which the file names as the house's."""
    better_stars(lines)
    own = Ed25519PrivateKey.generate()
    lines[0]["key"] = own.public_key().public_bytes_raw().hex()
    carried = offline.Carried(datetime(2026, 7, 1, tzinfo=UTC), "")
    for line in lines[1:]:
        carried.take(
            canon.canonical(tuple(line)).decode() if isinstance(line, list) else json.dumps(line)
        )
    before = canon.START
    for at, seal in zip(_kind(lines, "seal"), carried.seals, strict=True):
        seal.root, seal.previous = seal.tree.root().hex(), before
        before = seal.digest = canon.digest(seal)
        signature = own.sign(bytes.fromhex(before)).hex()
        lines[at]["seal"] |= {
            "root": seal.root,
            "previous": seal.previous,
            "digest": before,
            "signature": signature,
        }


SEEN: dict[Callable[[Lines], None], str] = {
    better_stars: "a row was changed",
    a_row_taken_out: "rows were sealed",
    a_row_hidden: "a row was changed",
    rows_turned: "a row was changed",
    the_first_seal_taken_out: "seal",
    a_seal_dated_back: "the seal itself was changed",
    another_signature: "the signature is not ours",
    forged: "the signature is not ours",
}


def tampered(log: Path, how: Callable[[Lines], None]) -> Path:
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    how(lines)
    log.write_text("".join(f"{written(line)}\n" for line in lines), encoding="utf-8")
    return log


def test_every_tampering_with_the_log_is_seen(log: Path, capsys: Any) -> None:
    whole, key = log.read_bytes(), carrying.public_key()
    assert verify(tampered(log, lambda lines: None), "--key", key) == 0
    for how, words in SEEN.items():
        log.write_bytes(whole)
        capsys.readouterr()
        assert verify(tampered(log, how), "--key", key) == 1, how
        said = capsys.readouterr().out
        assert words in said, how
        assert "nothing was compared with it" in said or "no seal" in said, how


def test_a_rate_made_better_is_seen(log: Path, capsys: Any) -> None:
    def better(lines: Lines) -> None:
        for at in _kind(lines, "cell"):
            lines[at]["cell"][1][3] = lines[at]["cell"][1][2]

    assert verify(tampered(log, better)) == 1
    assert "cells DIFFER" in capsys.readouterr().out


def test_the_end_of_a_log_taken_out_shows_in_the_rates(log: Path, capsys: Any) -> None:
    def cut(lines: Lines) -> None:
        del lines[_kind(lines, "seal")[-1] + 2 :]
        lines[_kind(lines, "seal")[-1]]["seal"]["rows"] = 1

    assert verify(tampered(log, cut)) == 1
    assert "the seal itself was changed" in capsys.readouterr().out


HEAD = '{"log": "niangjia rates", "version": 1, "before": "2026-07-01", "key": '


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("", "line 1 cannot be read"),
        ('{"log": "something else", "version": 1}', "line 1 cannot be read"),
        ('{"log": "niangjia rates", "version": 1, "before": "2026-07-01", "key": ""}\nx', "line 2"),
        (
            '{"log": "niangjia rates", "version": 1, "before": "2026-07-01", "key": ""}\n[]',
            "line 2",
        ),
        ('{"log": "niangjia rates", "version": 1, "before": "2026-07-01", "key": "zz"}', "the key"),
    ],
)
def test_a_file_that_is_none_is_one_sentence(
    tmp_path: Path, capsys: Any, said: str, words: str
) -> None:
    path = tmp_path / "a.log"
    path.write_text(said, encoding="utf-8")
    assert verify(path) == 2
    assert words in capsys.readouterr().err
    assert verify(tmp_path / "absent") == 2


def test_an_empty_log_proves_nothing(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "a.log"
    head = {"log": "niangjia rates", "version": 1, "before": "2026-07-01T00:00:00+08:00"}
    path.write_text(json.dumps({**head, "key": carrying.public_key()}), encoding="utf-8")
    assert verify(path) == 1
    assert "there is no seal in it" in capsys.readouterr().out


def test_before_the_first_count_nothing_is_written(log: Path, capsys: Any) -> None:
    with seeding():
        Cell.objects.all().delete()
    other = log.with_name("other.log")
    assert commands.run_export(Namespace(file=other)) == 1
    assert "nothing was counted yet" in capsys.readouterr().out
    assert not other.exists()
