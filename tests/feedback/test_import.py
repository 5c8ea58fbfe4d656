"""`niangjia import messages`: once each, origin kept, outside the loop's statistics."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from niangjia.kernel.base.clock import local
from niangjia.kernel.cases.models import Author, Case
from niangjia.services.feedback.commands import BadRow, import_messages, read_time
from niangjia.site.console import run
from tests.kit.world import World

SAMPLE = Path(__file__).with_name("messages.csv")
SHARED = Path(__file__).parents[3] / "shared/data/messages.csv"


def test_twice_is_once(small_world: World, seeding: Any, capsys: Any) -> None:
    code = small_world.orgs["a"].code
    words = ["import", "messages", str(SAMPLE), "--org", code]
    assert run([*words, "--dry-run"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["created"] == 3
    with seeding():
        assert not Case.objects.filter(kind="message").exists()
    assert run(words) == 0
    assert run(words) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines()[-2:])
    assert first == {"created": 3, "skipped": 0, "errors": 0}
    assert second == {"created": 0, "skipped": 3, "errors": 0}
    with seeding():
        cases = Case.objects.filter(kind="message").order_by("source_id")
        assert [c.counted for c in cases] == [False] * 3
        assert cases[0].source_at is not None
        assert local(cases[0].source_at).isoformat() == "2021-03-04T18:20:11+08:00"
        assert cases[0].created_at.year > 2021
        assert not Author.objects.filter(case__in=cases).exists()


def test_bad_rows_are_named_and_the_rest_goes_in(
    small_world: World, tmp_path: Path, capsys: Any
) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(SAMPLE.read_text() + "m4,标题,昨天,正文,\n,标题,2021-01-01,正文,\n")
    tally = import_messages(file, small_world.orgs["a"].code)
    assert (tally.created, tally.errors) == (3, 2)
    assert "第 5 行" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "昨天", "2021/13/1 00:00:00"])
def test_times_that_cannot_be(text: str) -> None:
    with pytest.raises(BadRow):
        read_time(text)


def test_an_unknown_union_or_file_is_one_sentence(
    small_world: World, tmp_path: Path, capsys: Any
) -> None:
    assert run(["import", "messages", str(SAMPLE), "--org", "999999"]) == 2
    assert run(["import", "messages", str(tmp_path / "none.csv"), "--org", "Ca"]) == 2
    assert "没有代码是 999999 的工会" in capsys.readouterr().err


def test_only_an_independent_caller_closes(small_world: World, seeding: Any) -> None:
    import_messages(SAMPLE, small_world.orgs["a"].code)
    with seeding():
        case = Case.objects.filter(kind="message").earliest("id")
    officer, caller = small_world.client("a.officer"), small_world.client("a.caller")
    answer = {"reply-text": "已经请人来修了。", "reply-ask_verdict": "on", "key": "k1"}
    assert officer.post(reverse("feedback_desk:accept", args=[case.id])).status_code == 302
    assert officer.post(reverse("feedback_desk:reply", args=[case.id]), answer).status_code == 302
    said = {"call-score": "4", "call-outcome": "solved", "call-text": "说修好了", "key": "k2"}
    assert officer.post(reverse("feedback_desk:call", args=[case.id]), said).status_code == 404
    assert caller.post(reverse("feedback_desk:call", args=[case.id]), said).status_code == 302
    with seeding():
        case.refresh_from_db()
        assert (case.state, case.verdict_stars) == ("closed", 4)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared mailbox is not beside the project")
def test_the_given_mailbox(small_world: World) -> None:
    code = small_world.orgs["a"].code
    first, second = import_messages(SHARED, code), import_messages(SHARED, code)
    assert (first.created, first.errors) == (195, 0)
    assert (second.created, second.skipped) == (0, 195)
