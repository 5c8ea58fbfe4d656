"""监督提示函 -> 意见书 -> 建议书, and the written reason that is owed when nothing is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from niangjia.kernel.base.clock import frozen
from niangjia.kernel.cases.models import Case
from niangjia.kernel.letters.models import Letter, Mandate, Signature, Source, Template
from niangjia.kernel.notices.models import Notice
from niangjia.kernel.people.models import Person
from tests.feedback.test_loop import seen, sent, write
from tests.kit.sowing import seeding
from tests.kit.world import World

from .test_proposals import AT, again, issue, post, watch
from .test_proposals import seen as shown


@pytest.fixture(autouse=True)
def _house_words(small_world: World) -> Iterator[None]:
    """Letters begin with the house's words; nobody but workers is of the firm."""
    with seeding():
        Template.objects.all().delete()
        cadres = [hat.person.id for key, hat in small_world.hats.items() if "." in key]
        Person.objects.filter(id__in=cadres).update(employer=None)
    with frozen(AT):
        yield


def certify(world: World, *hats: str) -> None:
    for hat in hats:
        there = world.hats[hat]
        place = {"org_id": there.org.id, "org_root": there.org.root, "org_path": there.org.path}
        with seeding():
            Mandate.objects.create(
                person_id=there.person.id,
                person_name=there.person.name,
                kind="supervisor",
                number=f"Z-{hat}",
                since=AT.date(),
                until=AT.date() + timedelta(days=900),
                given_by="x",
                **place,
            )


def newest(kind: str) -> Letter:
    with seeding():
        return Letter.objects.filter(kind=kind).latest("created_at", "id")


def written(world: World, letter: Letter, hat: str = "a1x.chair", key: str = "e") -> None:
    """Fill what a draft of the ladder leaves to be written."""
    body = letter.body.replace("【情况】", "三月起没有付夜班津贴。").replace(
        "【要求】", "补发并公布。"
    )
    fields = {"edit-title": "关于夜班津贴的文书", "edit-body": body}
    answer = post(world, hat, "letters_desk:edit", letter.pk, key, **fields)
    assert answer.status_code == 302, answer.content.decode()


def prompted(world: World) -> Letter:
    """A prompt on its way, from one case."""
    case = write(world.client("a1x-asker"), world)
    assert sent(world.client("a1x.chair"), "feedback_desk:accept", case) == 302
    answer = post(world, "a1x.chair", "letters_desk:prompt", case)
    assert answer.status_code == 302
    letter = newest("prompt")
    assert issue(world, letter).status_code == 422, "something is still to be written"
    written(world, letter)
    assert issue(world, letter, key="k2").status_code == 302
    return again(letter)


def step(world: World, letter: Letter, **more: str) -> Any:
    fields = {"key": "s", "escalate-text": "答复里没有说怎么改。", **more}
    there = reverse("letters_desk:escalate", args=[letter.pk])
    return world.client("a1x.chair").post(there, fields)


def test_the_ladder_up_to_a_recommendation(small_world: World) -> None:
    first = prompted(small_world)
    assert step(small_world, first).status_code == 409, "the firm still has time"
    said = {"text": "我们再研究研究。"}
    assert post(small_world, "a1x-firm.responder", "letters_firm:answer", first.pk, **said)
    assert step(small_world, first).status_code == 302
    assert again(first).state == "escalated"
    second = newest("opinion")
    assert first.number in second.body and second.after_id == first.pk
    written(small_world, second, key="e2")
    certify(small_world, "a1x.officer", "a1.officer")
    unsigned = issue(small_world, second, key="i2")
    assert unsigned.status_code == 422 and "两位不同的监督员" in unsigned.content.decode()
    for hat in ("a1x.officer", "a1.officer"):
        assert post(small_world, hat, "letters_desk:sign", second.pk).status_code == 302
    not_chair = issue(small_world, second, "a1x.officer", key="i3")
    assert not_chair.status_code == 422 and "主席" in not_chair.content.decode()
    assert issue(small_world, second, key="i4").status_code == 302
    second = again(second)
    assert second.number.endswith("〔2026〕2号"), "prompt and opinion share a series"
    assert second.due_at is not None
    with frozen(second.due_at + timedelta(days=4)):
        watch()
        assert again(second).state == "overdue"
        nameless = step(small_world, second)
        assert nameless.status_code == 422, "an authority is named"
        to = {"escalate-authority": "临江区人力资源和社会保障局", "key": "s2"}
        assert step(small_world, second, **to).status_code == 302
        third = newest("recommendation")
        assert third.to_id is None and third.to_name.startswith("临江区人力")
        written(small_world, third, key="e3")
        assert issue(small_world, third, key="i5").status_code == 302
        name = small_world.people["a1x-asker"].name
        for letter in (first, second, third):
            assert name not in again(letter).body


def test_changed_words_take_new_signatures(small_world: World) -> None:
    first = prompted(small_world)
    said = {"text": "我们再研究研究。"}
    post(small_world, "a1x-firm.responder", "letters_firm:answer", first.pk, **said)
    step(small_world, first)
    opinion = newest("opinion")
    written(small_world, opinion, key="e2")
    certify(small_world, "a1x.officer", "a1.officer")
    for hat in ("a1x.officer", "a1.officer"):
        post(small_world, hat, "letters_desk:sign", opinion.pk)
    fields = {"edit-title": "关于夜班津贴的文书", "edit-body": "又改了一个说法，写长一点。"}
    post(small_world, "a1x.chair", "letters_desk:edit", opinion.pk, "e3", **fields)
    assert "要重签" in shown(small_world, "a1x.chair", "letters_desk:letter", opinion.pk)
    assert issue(small_world, opinion, key="i2").status_code == 422


def test_nobody_of_the_firm_signs_against_it(small_world: World) -> None:
    first = prompted(small_world)
    said = {"text": "我们再研究研究。"}
    post(small_world, "a1x-firm.responder", "letters_firm:answer", first.pk, **said)
    step(small_world, first)
    opinion = newest("opinion")
    certify(small_world, "a1x.officer")
    with seeding():
        officer = small_world.hats["a1x.officer"].person
        firm = small_world.orgs["a1x-firm"]
        Person.objects.filter(id=officer.id).update(employer=firm)
    got = post(small_world, "a1x.officer", "letters_desk:sign", opinion.pk)
    assert got.status_code == 409
    with seeding():
        assert not Signature.objects.filter(letter=opinion).exists()


@pytest.mark.parametrize("who", ["upper"])
def test_no_prompt_for_what_the_author_keeps_from_the_firm(small_world: World, who: str) -> None:
    case = write(small_world.client("a1x-asker"), small_world, who=who)
    got = post(small_world, "a1.chair", "letters_desk:prompt", case)
    assert got.status_code == 409


def refused(world: World) -> tuple[UUID, Letter]:
    """A case whose answer is a no, and the reason that is owed."""
    case = write(world.client("a1x-asker"), world)
    chair = world.client("a1x.chair")
    assert sent(chair, "feedback_desk:accept", case) == 302
    no = {"text": "楼要拆了，房东不同意再装空调。", "ask_verdict": "on", "claim": "explained"}
    assert sent(chair, "feedback_desk:reply", case, **no) == 302
    return case, newest("refusal")


@pytest.mark.row("000-21")
def test_a_no_is_explained_in_writing(small_world: World) -> None:
    case, letter = refused(small_world)
    assert letter.state == "draft" and letter.due_at is not None
    assert letter.due_at - AT < timedelta(days=8)
    assert "房东不同意" in letter.body
    worker = small_world.client("a1x-asker")
    assert worker.get(reverse("letters:letter", args=[letter.pk])).status_code == 404
    written(small_world, letter)
    assert issue(small_world, letter).status_code == 302
    page = shown(small_world, "a1x-asker", "letters:letter", letter.pk)
    assert again(letter).number in page and again(letter).state == "closed"
    assert "书面说明" in seen(worker, "feedback:case", case)
    firm = reverse("letters_firm:letter", args=[letter.pk])
    assert small_world.client("a1x-firm.responder").get(firm).status_code == 404


def test_a_reason_that_is_late_is_told_above(small_world: World) -> None:
    _case, letter = refused(small_world)
    assert letter.due_at is not None
    with frozen(letter.due_at + timedelta(days=4)):
        watch()
        with seeding():
            assert Notice.objects.filter(title="有一份文书超期了，请督办").exists()


def test_an_owed_reason_goes_with_its_case(small_world: World) -> None:
    case, letter = refused(small_world)
    back = {"score": "1", "outcome": "back", "reason": "没有人问过我们的意见"}
    assert sent(small_world.client("a1x-asker"), "feedback:verdict", case, **back) == 302
    up = {"text": "请上级工会看看这件事。", "key": "up"}
    worker = small_world.client("a1x-asker")
    assert worker.post(reverse("feedback:appeal", args=[case]), up).status_code == 302
    with seeding():
        moved, now_with = again(letter), Case.objects.get(pk=case)
        paths = set(Source.objects.filter(letter=letter).values_list("org_path", flat=True))
    assert moved.org_id == now_with.org_id == small_world.orgs["a1"].id
    assert paths == {now_with.org_path}
    assert issue(small_world, letter, "a1x.chair").status_code == 404
