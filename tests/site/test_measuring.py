"""People whose keys anybody can guess are planted nowhere but where measuring was meant."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from niangjia.kernel.people.models import Person
from niangjia.site import measuring
from tests.kit.sowing import seeding
from tests.kit.world import World

PLANT = Namespace(word="seed", members=3, stock=1, counters=1, room=0, opens=0)


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.NIANGJIA_DATA = tmp_path
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_without_a_mark_nothing_is_planted(
    small_world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    with seeding():
        before = Person.objects.count()
    assert measuring.run_bench(PLANT) == 2
    assert "not marked for measuring" in capsys.readouterr().err
    with seeding():
        assert Person.objects.count() == before


def test_where_people_are_no_mark_is_made(
    small_world: World, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert measuring.run_bench(Namespace(word="mark")) == 2
    assert "There are people" in capsys.readouterr().err
    assert not (folder / measuring.MARK).exists()
