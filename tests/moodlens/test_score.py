"""The rule of the MEGC challenges, and tables of annotations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from moodlens.proof import tables
from moodlens.proof.score import Known, Score, overlap
from moodlens.records import Event


def found(kind: str, onset: float, offset: float) -> Event:
    return Event(kind, onset, (onset + offset) / 2, offset, "chin", 1.0, 0.9)


def known(kind: str, onset: float, offset: float, size: float = 2.0) -> Known:
    return Known(kind, onset, offset, (onset + offset) / 2, size, ("chin",))


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ((0, 1), (0, 1), 1.0),
        ((0, 1), (0.5, 1.5), 1 / 3),
        ((0, 1), (1, 2), 0.0),
        ((0, 1), (0.25, 0.75), 0.5),
        ((1, 1), (1, 1), 0.0),
    ],
)
def test_overlap(one: tuple[float, float], other: tuple[float, float], share: float) -> None:
    assert overlap(one, other) == pytest.approx(share)


def test_each_movement_counts_once_and_only_within_its_kind() -> None:
    score = Score()
    score.add(
        [found("micro", 1.0, 1.4), found("micro", 1.05, 1.4), found("micro", 5.0, 5.4)],
        [known("micro", 1.0, 1.4), known("macro", 5.0, 5.4), known("micro", 8.0, 8.2, 0.4)],
        30.0,
    )
    assert (len(score.hits), len(score.false), len(score.missed)) == (1, 2, 2)
    assert score.rates()["f1"] == pytest.approx(2 / (2 + 2 + 2), abs=1e-4)
    assert score.rates(1.2) == {
        "true": 2,
        "hits": 1,
        "false": 2,
        "precision": 0.3333,
        "recall": 0.5,
        "f1": 0.4,
    }
    assert score.summary()["false_a_minute"] == 4.0
    assert score.summary()["recall_by_size"] == {"0.0-0.6": "0/1", "2.0-3.0": "1/2"}


def test_a_found_movement_may_hit_a_small_one_without_harm_to_the_larger() -> None:
    score = Score()
    score.add([found("micro", 1.0, 1.3)], [known("micro", 1.0, 1.3, 0.4)], 15.0)
    assert score.rates(1.2)["false"] == 0


def written(path: Path, rows: list[list[Any]]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(path)
    return path


COLUMNS = ["Subject", "Filename", "OnsetFrame", "ApexFrame", "OffsetFrame", "Action Units"]
TABLES: list[tuple[tables.Layout, list[list[Any]], tables.Annotation]] = [
    (
        tables.CASME2,
        [[*COLUMNS, "Estimated Emotion"], [1, "EP02_01f", 46, 59, 86, "4+L10", "Happiness"]],
        tables.Annotation(
            "CASME II", "1", "EP02_01f", "micro", 0.225, 0.29, 0.425, ("4", "L10"), "happiness"
        ),
    ),
    (
        tables.SAMM,
        [["SAMM codes"]] * 3
        + [
            ["Subject", "Filename", "Onset Frame", "Apex Frame", "Offset Frame", "Action Units"],
            ["006", "006_1_2", 100, 120, 150, "AU4"],
        ],
        tables.Annotation("SAMM", "006", "006_1_2", "micro", 0.5, 0.6, 0.75, ("AU4",), ""),
    ),
    (
        tables.SAMM_LV,
        [
            ["Subject", "Filename", "Onset", "Apex", "Offset", "Type", "Action Units"],
            ["006", "006_1", 200, 300, 500, "Macro", "12"],
        ],
        tables.Annotation("SAMM-LV", "006", "006_1", "macro", 1.0, 1.5, 2.5, ("12",), ""),
    ),
    (
        tables.CASME_SQUARED,
        [[15, "anger1_1", 31, 34, 0, "4", "negative", "micro-expression"]],
        tables.Annotation(
            "CAS(ME)^2", "15", "anger1_1", "micro", 1.0, 1.1, 1.2, ("4",), "negative"
        ),
    ),
    (
        tables.smic("HS"),
        [
            ["Subject", "Filename", "OnsetF", "OffsetF", "Emotion"],
            ["s01", "s1_ne_01", 101, 131, "negative"],
        ],
        tables.Annotation("SMIC", "s01", "s1_ne_01", "micro", 1.0, None, 1.3, (), "negative"),
    ),
]


@pytest.mark.parametrize(("layout", "rows", "wanted"), TABLES, ids=lambda it: str(it)[:20])
def test_annotation_tables_of_the_collections(
    tmp_path: Path, layout: tables.Layout, rows: list[list[Any]], wanted: tables.Annotation
) -> None:
    (one,) = tables.read(written(tmp_path / "table.xlsx", rows), layout)
    assert (one.onset, one.offset) == pytest.approx((wanted.onset, wanted.offset))
    assert (one.apex is None) == (wanted.apex is None)
    assert one.apex is None or one.apex == pytest.approx(wanted.apex)
    same = ("collection", "subject", "clip", "kind", "aus", "emotion")
    assert [getattr(one, name) for name in same] == [getattr(wanted, name) for name in same]


def test_a_table_of_something_else_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "other.xlsx", [["name", "age"], ["a", 3]])
    with pytest.raises(tables.BadTable, match="CASME II"):
        tables.read(path, tables.CASME2)


def test_one_fold_for_each_subject() -> None:
    rows = [tables.Annotation("x", s, "c", "micro", 0, None, 1, (), "") for s in ("b", "a", "b")]
    assert [(who, len(some)) for who, some in tables.left_out(rows)] == [("a", 1), ("b", 2)]
