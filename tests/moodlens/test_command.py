"""What the command answers to files that are something else, and to a collection's table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from openpyxl import Workbook

from moodlens.cli import main
from moodlens.film.reel import Reel
from moodlens.proof import collected, tables
from moodlens.proof.score import Eyes
from moodlens.proof.stills import Stills
from moodlens.proof.synth import make
from moodlens.records import Limits, Unusable

from .clips import SMALL, plain


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A folder of files that are not what they are asked to be."""
    (tmp_path / "text.txt").write_text("no photo", encoding="utf-8")
    (tmp_path / "empty.png").write_bytes(b"")
    cv2.imwrite(str(tmp_path / "dot.png"), np.zeros((8, 8, 3), np.uint8))
    cv2.imwrite(str(tmp_path / "grey.png"), np.full((300, 300, 3), 128, np.uint8))
    (tmp_path / "folder").mkdir()
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "a.mp4").write_bytes(b"x")
    (tmp_path / "bad" / "a.json").write_text('{"events": [{}]}', encoding="utf-8")
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "torn.xlsx").write_bytes(b"PK no")
    (tmp_path / "other.csv").write_text("name,age\na,3\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("synth out --face text.txt", "is not a photo"),
        ("synth out --face empty.png", "is not a photo"),
        ("synth out --face dot.png", "too small"),
        ("synth out --face grey.png", "no face"),
        ("synth out --face folder", "directory"),
        ("synth out --face none.png", "No such file"),
        ("synth text.txt", "exists"),
        ("synth out --clips 0", "between"),
        ("synth out --seed -1", "between"),
        ("synth out --seconds 0", "between"),
        ("synth out --crf 99", "between"),
        ("analyse folder", "directory"),
        ("analyse none.mp4", "No such file"),
        ("evaluate none", "No such file"),
        ("evaluate text.txt", "Not a directory"),
        ("evaluate folder", "truth beside it"),
        ("evaluate bad", "a.json"),
        ("evaluate folder --table old.xls", "belong together"),
        ("evaluate folder --format samm", "belong together"),
        ("evaluate folder --table old.xls --format samm", "save it as .xlsx"),
        ("evaluate folder --table torn.xlsx --format samm", "damaged"),
        ("evaluate folder --table text.txt --format samm", "save it as .xlsx or .csv"),
        ("evaluate folder --table none.csv --format samm", "No such file"),
        ("evaluate folder --table other.csv --format samm", "right --format"),
    ],
)
def test_a_file_that_is_something_else_is_named_and_the_code_is_2(
    odd: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: str,
    told: str,
) -> None:
    monkeypatch.chdir(odd)
    try:
        code = main(arguments.split())
    except SystemExit as left:  # argparse leaves by itself
        code = int(left.code or 0)
    assert code == 2
    assert told in capsys.readouterr().err


CASME2 = "Subject;Filename;OnsetFrame;ApexFrame;OffsetFrame;Action Units;Estimated Emotion\n"


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """Two films as a collection has them; the table counts 200 pictures a second from 1."""
    (tmp_path / "sub01").mkdir()
    clip = make(SMALL, tmp_path / "sub01", "EP02_01f")
    events = json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))["events"]
    rows = [
        f"1;EP02_01f;{1 + 200 * one['onset']:.0f};;{1 + 200 * one['offset']:.0f};4+L10;x\n"
        for one in events
    ]
    (tmp_path / "table.csv").write_text(CASME2 + "".join(rows), encoding="utf-8")
    return tmp_path


def test_a_collection_is_scored_by_its_table(
    collection: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The film has thirty pictures a second, so the table's rate is laid aside for it."""
    table = str(collection / "table.csv")
    monkeypatch.setattr(collected, "replace", lambda limits, **_rate: limits)
    arguments = ["evaluate", str(collection), "--json", "--table", table, "--format", "casme2"]
    assert main(arguments) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["clips"], told["refused"], told["missing"]) == (1, [], [])
    assert (told["all"]["hits"], told["all"]["false"]) == (2, 0)
    assert told["confidence"]["hits"] > 0.8
    assert told["blinks"]["recall"] is None


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["1;EP02_01f;20;;;4;x"], "row 2: neither apex nor offset"),
        (["1;nowhere;20;30;40;4;x"], "no film of the table lies in"),
        (["1;EP02_01f;90001;90030;90040;4;x"], "numbered otherwise"),
        (["3;EP02_01f;20;30;40;4;x"], "2 films are called"),
        (["1;EP02_01f;a;30;40;4;x"], "no row has an onset"),
    ],
)
def test_a_table_that_does_not_fit_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: list[str], told: str
) -> None:
    for subject in ("sub01", "sub02"):
        (tmp_path / subject).mkdir()
        (tmp_path / subject / "EP02_01f.avi").write_bytes(plain(20, codec="mpeg4", kind="avi"))
    table = tmp_path / "table.csv"
    table.write_text(CASME2 + "\n".join(rows), encoding="utf-8")
    assert main(["evaluate", str(tmp_path), "--table", str(table), "--format", "casme2"]) == 2
    assert told in capsys.readouterr().err


def test_films_of_a_table_are_found_by_subject_and_name(tmp_path: Path) -> None:
    """SAMM-LV: a folder of numbered pictures, cut out of a longer film; two rows of one film."""
    book = Workbook()
    rows: list[list[Any]] = [
        ["Subject", "Filename", "Onset", "Apex", "Offset", "Type", "Action Units"],
        ["006", "006_1_1", 400, 420, 450, "Micro - 1/2", "AU4"],
        ["006", "006_1_2", 600, 700, 900, "Macro", "12"],
        ["007", "007_3_1", 1, 2, 3, "Macro", "12"],
    ]
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "table.xlsx")
    (tmp_path / "006_1").mkdir()
    for number in (200, 201, 210):
        picture = np.full((33, 48, 3), number, np.uint8)
        cv2.imwrite(str(tmp_path / "006_1" / f"006_1_{number:05}.png"), picture)
    layout = tables.FORMATS["samm-lv"]
    (one,), missing = collected.filed(tmp_path, tmp_path / "table.xlsx", layout)
    assert missing == ["007/007_3_1"]
    assert [(real.kind, real.onset) for real in one.true] == [("micro", 1.0), ("macro", 2.0)]
    assert "brow_inner_left" in one.true[0].regions
    shown = list(Stills(one.path, one.limits).pictures())
    assert [picture.at for picture in shown] == pytest.approx([0, 0.005, 0.05])
    assert [picture.thinned for picture in shown] == [False, True, False]
    assert shown[2].luma.shape == (32, 48)
    assert abs(int(shown[2].luma[0, 0]) - 210) <= 1


def test_a_collections_limits_are_wider_and_still_limits(tmp_path: Path) -> None:
    film = tmp_path / "long.avi"
    film.write_bytes(plain(900, codec="mpeg4", kind="avi"))
    with pytest.raises(Unusable):
        list(Reel(film, Limits()).pictures())
    assert len(list(Reel(film, collected.LABORATORY).pictures())) == 900
    (tmp_path / "still_000001.jpg").write_bytes(b"torn")
    with pytest.raises(Unusable, match="broken"):
        list(Stills(tmp_path, collected.LABORATORY).pictures())
    with pytest.raises(Unusable, match="too_many_frames"):
        list(Stills(tmp_path, Limits(frames=0)).pictures())


def test_blinks_are_counted_once_each() -> None:
    eyes = Eyes()
    eyes.add([1.0, 1.05, 4.0, 9.0], [1.02, 4.1, 6.0])
    assert (eyes.hits, eyes.false, eyes.missed) == (2, 2, 1)
    assert eyes.rates() == {"true": 3, "precision": 0.5, "recall": 0.6667}
