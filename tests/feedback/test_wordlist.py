"""The word list of triage help: edited at the desk, inherited, versioned, tried before kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from niangjia.kernel.base.context import actor
from niangjia.kernel.base.kept import Kept
from niangjia.kernel.base.types import Refusal
from niangjia.kernel.desks.door import wordlists
from niangjia.kernel.desks.models import WordList
from niangjia.services.feedback import rules
from niangjia.services.feedback.actions import wordlist as actions
from niangjia.services.feedback.forms.wordlist import section_of
from niangjia.services.feedback.queries import desk, hints, wordlist
from tests.kit.sowing import seeding
from tests.kit.world import World

from .floods import case

PAGE, BRING, BACK, FILE = (
    reverse(f"feedback_desk:wordlist{tail}") for tail in ("", "_bring", "_back", "_file")
)
OFFICER, DISTRICT, OTHER = "a1x.officer", "a.officer", "b.officer"
#: A word nobody knows: only a union that adds it hears it.
TEXT = "那边的吊龙又卡住了。"


@pytest.fixture(autouse=True)
def fresh(small_world: World) -> None:
    with seeding():
        WordList.objects.all().delete()
    Kept.forget_all()


def board(world: World, hat: str, text: str = TEXT) -> str | None:
    with world.acting(hat):
        return hints.suggested(actor(), text)[0].board


def change(world: World, hat: str, wanted: dict[str, dict[str, float]], base: int = 0) -> None:
    """Have these sections hold at a union."""
    with world.acting(hat):
        found = wordlist.listed(actor())
        here = {**found.here, **wanted}
        actions.change(actor(), base=base, change=wordlists.difference(found.inherited, here))


def with_word(section: str, *words: str, without: str = "") -> dict[str, dict[str, float]]:
    """A section of the house with more words, and without one."""
    held = {w: x for w, x in rules.SECTIONS[section].items() if w != without}
    return {section: held | dict.fromkeys(words, 1.0)}


CHANGES: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ({}, {}, {"a": {"x": 1.0, "y": 0.5}}),
    ({"a": {"z": 2.0}}, {}, {"a": {"x": 1.0, "y": 0.5, "z": 2.0}}),
    ({"a": {"x": 0.2}}, {}, {"a": {"x": 0.2, "y": 0.5}}),
    ({}, {"a": ["x", "nowhere"], "b": ["x"]}, {"a": {"y": 0.5}}),
    ({"b": {"x": 1.0}}, {"a": ["y"]}, {"a": {"x": 1.0}, "b": {"x": 1.0}}),
]


@pytest.mark.parametrize(("added", "removed", "out"), CHANGES)
def test_a_change_and_what_comes_of_it(
    added: dict[str, Any], removed: dict[str, Any], out: dict[str, Any]
) -> None:
    house = {"a": {"x": 1.0, "y": 0.5}}
    assert wordlists.applied(house, [wordlists.Change(added, removed)]) == out
    assert wordlists.applied(house, [wordlists.difference(house, out)]) == out


LINES: list[tuple[str, dict[str, float] | None]] = [
    ("停水\n停电 0.5", {"停水": 1.0, "停电": 0.5}),
    ("  ＡＢ 班 # 夜里\n\n", {"ab班": 1.0}),
    ("停水 0", None),
    ("停水 11", None),
    ("停水 1.2.3", None),
    ("停" * 21, None),
    ("。。", None),
]


@pytest.mark.parametrize(("text", "out"), LINES)
def test_how_a_section_is_typed(text: str, out: dict[str, float] | None) -> None:
    if out is None:
        with pytest.raises(ValidationError):
            section_of(text.splitlines())
    else:
        assert section_of(text.splitlines()) == out


@pytest.mark.row("000-21")
def test_a_word_counts_at_once_here_and_below_and_nowhere_else(small_world: World) -> None:
    assert {board(small_world, hat) for hat in (OFFICER, DISTRICT, OTHER)} == {None}
    change(small_world, DISTRICT, with_word("劳动条件", "吊龙"))
    assert board(small_world, DISTRICT) == "conditions"
    assert board(small_world, OFFICER) == "conditions"
    assert board(small_world, OTHER) is None
    change(small_world, OFFICER, {"劳动条件": rules.SECTIONS["劳动条件"]})
    assert board(small_world, OFFICER) is None
    assert board(small_world, DISTRICT) == "conditions"
    pk = case(small_world, 3, TEXT, board="welfare")
    change(small_world, OFFICER, with_word("民主协商", "吊龙"), base=1)
    with small_world.acting(OFFICER):
        hint = desk.case(actor(), pk).hint
    assert hint is not None
    assert (hint.board, hint.words) == ("voice", ("吊龙",))


def test_without_changes_it_is_the_list_of_the_house(small_world: World) -> None:
    with small_world.acting(OFFICER):
        assert wordlist.words(actor()) is rules.HOUSE
    for text in ("晚班的饭菜总是凉的。", "车间配电箱漏电，昨天有人触电。", "你好"):
        assert rules.suggest(text, words=rules.words_of(rules.SECTIONS)) == rules.suggest(text)


def test_two_who_change_at_once_do_not_undo_each_other(small_world: World) -> None:
    change(small_world, OFFICER, with_word("住宿", "吊龙"))
    with pytest.raises(Refusal) as refused:
        change(small_world, "a1x.chair", with_word("住宿", "别的"))
    assert refused.value.code == "changed_meanwhile"


def test_going_back_is_one_more_version(small_world: World) -> None:
    officer = small_world.client(OFFICER)
    change(small_world, OFFICER, with_word("劳动条件", "吊龙"))
    change(small_world, OFFICER, {"劳动条件": rules.SECTIONS["劳动条件"]}, base=1)
    assert board(small_world, OFFICER) is None
    assert officer.post(BACK, {"base": "2", "number": "1"}).status_code == 302
    assert board(small_world, OFFICER) == "conditions"
    assert officer.post(BACK, {"base": "3", "number": "0"}).status_code == 302
    assert board(small_world, OFFICER) is None
    with small_world.acting(OFFICER):
        rows = wordlist.versions(actor())
    assert [row.number for row in rows] == [4, 3, 2, 1]
    assert all(small_world.hats[OFFICER].person.name in row.line for row in rows)
    assert officer.post(BACK, {"base": "4", "number": "9"}).status_code == 404
    assert officer.post(BACK, {"base": "4", "number": "x"}).status_code == 422


def post(world: World, words: str, go: str, base: int = 0, of: str = "劳动条件") -> Any:
    sent = {
        "words": words,
        "sentence": TEXT,
        "go": go,
        "base": str(base),
        "key": f"{go}{base}{of}".encode().hex()[:60],
    }
    return world.client(OFFICER).post(f"{PAGE}?of={of}", sent)


def test_a_sentence_is_tried_before_anything_is_kept(small_world: World) -> None:
    words = wordlist.lines(with_word("劳动条件", "吊龙")["劳动条件"])
    shown = post(small_world, words, "try")
    before, after = shown.context["tried"]
    assert (before.board, after.board) == ("", "劳动条件")
    assert [(led.word, led.says) for led in after.words] == [("吊龙", "劳动条件")]
    assert "吊龙\n" in shown.content.decode() or "吊龙</textarea>" in shown.content.decode()
    assert board(small_world, OFFICER) is None
    assert post(small_world, words, "save").status_code == 302
    assert board(small_world, OFFICER) == "conditions"
    late = post(small_world, "吊龙", "save", base=0, of="住宿")
    assert late.status_code == 422
    assert "刚才有人改过词表" in late.content.decode()
    assert ">吊龙</textarea>" in late.content.decode().replace("\n吊龙", "吊龙")


def test_what_cannot_be_understood_is_named_by_its_line_and_stays_typed(small_world: World) -> None:
    shown = post(small_world, "停水\n停电 99", "save")
    assert shown.status_code == 422
    html = shown.content.decode()
    assert "第 2 行" in html
    assert "停电 99" in html
    assert small_world.client(OFFICER).get(f"{PAGE}?of=nothing").status_code == 404


def brought(world: World, text: str, base: int = 0) -> Any:
    file = SimpleUploadedFile("词表.csv", text.encode("utf-8-sig"))
    return world.client(OFFICER).post(BRING, {"file": file, "base": str(base)})


def test_the_file_that_goes_out_may_come_back(small_world: World) -> None:
    whole = small_world.client(OFFICER).get(FILE).content.decode("utf-8-sig")
    assert whole.splitlines()[0] == "栏目,词,分量"
    assert len(whole.splitlines()) == 1 + sum(map(len, rules.SECTIONS.values()))
    assert brought(small_world, whole).status_code == 302
    with small_world.acting(OFFICER):
        assert wordlist.listed(actor()).change == wordlists.Change()
    assert brought(small_world, f"{whole}劳动条件,吊龙,2\n", base=1).status_code == 302
    with small_world.acting(OFFICER):
        assert wordlist.listed(actor()).change.added == {"劳动条件": {"吊龙": 2.0}}
    assert board(small_world, OFFICER) == "conditions"


WRONG = ["", "a,b\n", "栏目,词,分量\n没有的,停水,1\n", "栏目,词,分量\n住宿,停水,多\n"]


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_file_changes_nothing(small_world: World, text: str) -> None:
    assert brought(small_world, text).status_code == 422
    with small_world.acting(OFFICER):
        assert wordlist.listed(actor()).number == 0


def test_a_file_of_one_section_leaves_the_others(small_world: World) -> None:
    assert brought(small_world, "栏目,词,分量\n住宿,吊龙,\n").status_code == 302
    with small_world.acting(OFFICER):
        here = wordlist.listed(actor()).here
    assert here["住宿"] == {"吊龙": 1.0}
    assert here["劳动条件"] == rules.SECTIONS["劳动条件"]
