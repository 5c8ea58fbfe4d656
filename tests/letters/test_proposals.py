"""From grumbles to a benefit: several reviews, a proposal, its answer, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from niangjia.kernel.acts.acting import system
from niangjia.kernel.acts.models import Look
from niangjia.kernel.base.clock import frozen, now
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Refusal
from niangjia.kernel.cases.models import Case, Event
from niangjia.kernel.letters import actions
from niangjia.kernel.letters.door import NewLetter, draft
from niangjia.kernel.letters.models import (
    Benefit,
    Letter,
    Mandate,
    Series,
    Source,
    Template,
)
from niangjia.kernel.notices.models import Notice
from tests.feedback.test_loop import TEXT, write
from tests.kit.sowing import seeding
from tests.kit.world import World

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
SAID = {
    "situation": "宿舍几处空调过冬前就坏了，上夜班的人白天睡不暖。",
    "ask": "入冬前检修全部宿舍空调，修好之前先借取暖器。",
}


@pytest.fixture(autouse=True)
def _house_words(small_world: World) -> Iterator[None]:
    """The union of the world has words of its own; here letters begin with the house's."""
    with seeding():
        Template.objects.all().delete()
    with frozen(AT):
        yield


def sources(letter: Letter) -> list[UUID]:
    return list(Source.objects.filter(letter=letter).values_list("case_id", flat=True))


def propose(world: World, hat: str = "a1x.chair", **more: Any) -> Letter:
    """Draft a proposal from the firm's reviews by the page; the draft."""
    firm = world.orgs["a1x-firm"].name
    with seeding():
        cases = [str(pk) for pk in Case.objects.filter(text=TEXT).values_list("pk", flat=True)]
    form = {"firm": firm, "board": "", "since": "2026-08-01", "until": "2026-11-20", **SAID}
    client = world.client(hat)
    fields = {**form, "cases": cases, "key": "p1", **more}
    answer = client.post(reverse("feedback_desk:propose"), fields)
    assert answer.status_code == 302, answer.content.decode()
    with seeding():
        return Letter.objects.get(pk=UUID(answer["Location"].split("/")[-2]))


def post(world: World, hat: str, name: str, pk: object, key: str = "k", **fields: Any) -> Any:
    return world.client(hat).post(reverse(name, args=[pk]), {"key": key, **fields})


def issue(world: World, letter: Letter, hat: str = "a1x.chair", **more: Any) -> Any:
    return post(world, hat, "letters_desk:issue", letter.pk, **more)


def again(letter: Letter) -> Letter:
    with seeding():
        return Letter.objects.get(pk=letter.pk)


def seen(world: World, hat: str, name: str, pk: object) -> str:
    return world.client(hat).get(reverse(name, args=[pk])).content.decode()


@pytest.mark.row("000-23", "000-20")
def test_from_grumble_to_benefit(small_world: World) -> None:
    case = write(small_world.client("a1x-asker"), small_world)
    letter = propose(
        small_world,
        cost="1800000",
        cost_source="报价单",
        saving="2600000",
        saving_source="去年维修台账",
    )
    assert "几位职工" in letter.body and "1,800,000 元（报价单）" in letter.body
    assert letter.number == "" and letter.state == "draft"
    firm, worker = "a1x-firm.responder", "a1x-asker"
    there = reverse("letters_firm:letter", args=[letter.pk])
    assert small_world.client(firm).get(there).status_code == 404
    assert issue(small_world, letter).status_code == 302
    letter = again(letter)
    assert letter.serial and letter.number.endswith("〔2026〕1号") and letter.sha256
    assert letter.due_at and letter.due_at - AT > timedelta(days=30)
    page = seen(small_world, firm, "letters_firm:letter", letter.pk)
    assert letter.number in page and small_world.people[worker].name not in page
    assert "工会向" in seen(small_world, worker, "feedback:case", case)
    assert letter.title in seen(small_world, worker, "letters:letter", letter.pk)
    assert post(small_world, firm, "letters_firm:receive", letter.pk).status_code == 302
    said = {"outcome": "adopt", "text": "同意，月底前修好三台。", "promised": "2026-12-10"}
    assert post(small_world, firm, "letters_firm:answer", letter.pk, **said).status_code == 302
    assert said["text"] not in seen(small_world, worker, "letters:letter", letter.pk)
    done = "公司同意了，月底前都修好，到时候大家看。"
    answer = post(small_world, "a1x.chair", "letters_desk:close", letter.pk, **{"close-text": done})
    assert answer.status_code == 302
    assert done in seen(small_world, worker, "feedback:case", case)
    assert done in seen(small_world, worker, "letters:letter", letter.pk)
    with seeding():
        told = Notice.objects.filter(person_id=small_world.people[worker].id, service="letters")
        assert told.count() == 2


FIGURES = {
    "claim-decision": "投入改造宿舍空调",
    "claim-decided_on": "2026-11-18",
    "claim-invested": "1800000",
    "claim-saved": "2600000",
    "claim-evidence": "职代会纪要 2026-7 号，发票 12 张",
}


def adopted(world: World) -> Letter:
    write(world.client("a1x-asker"), world)
    letter = propose(world)
    issue(world, letter)
    said = {"outcome": "partly", "text": "同意先修一半，余下明年再修。", "promised": "2026-12-10"}
    assert post(world, "a1x-firm.responder", "letters_firm:answer", letter.pk, **said)
    return again(letter)


def charge(world: World, hat: str) -> None:
    """Give somebody the charge of checking figures."""
    there = world.hats[hat]
    with seeding():
        Mandate.objects.create(
            org_id=there.org.id,
            org_root=there.org.root,
            org_path=there.org.path,
            person_id=there.person.id,
            person_name=there.person.name,
            kind="finance",
            number=f"F-{hat}",
            since=AT.date(),
            until=AT.date() + timedelta(days=365),
            given_by="x",
        )


@pytest.mark.row("000-20")
def test_a_total_is_a_sum_of_verified_items(small_world: World) -> None:
    letter = adopted(small_world)
    assert post(small_world, "a1x.chair", "letters_desk:claim", letter.pk, **FIGURES)
    with seeding():
        benefit = Benefit.objects.get(letter=letter)
    totals = reverse("letters_desk:benefits")
    assert "180 万元" in small_world.client("a.officer").get(totals).content.decode()
    assert "0 项" in small_world.client("a.officer").get(totals).content.decode()
    right = {"check-right": "yes", "check-note": "看了发票和纪要"}
    check = ("letters_desk:check", benefit.pk)
    charge(small_world, "a1x.chair")
    own = post(small_world, "a1x.chair", *check, **right)
    assert own.status_code == 422 and "你录的" in own.content.decode()
    none = post(small_world, "a1.officer", *check, **right)
    assert none.status_code == 422 and "委托" in none.content.decode()
    charge(small_world, "a.officer")
    assert post(small_world, "a.officer", *check, **right).status_code == 302
    page = small_world.client("a.officer").get(totals).content.decode()
    assert "1 项" in page and "8.3 个月" in page and "260 万元" in page


def test_doubted_figures_are_mended_and_checked_again(small_world: World) -> None:
    letter = adopted(small_world)
    post(small_world, "a1x.chair", "letters_desk:claim", letter.pk, **FIGURES)
    charge(small_world, "a.officer")
    with seeding():
        benefit = Benefit.objects.get(letter=letter)
    no = {"check-right": "no", "check-note": "发票对不上台账"}
    assert post(small_world, "a.officer", "letters_desk:check", benefit.pk, **no).status_code == 302
    mended = {**FIGURES, "claim-saved": "2000000"}
    args = ("a1x.chair", "letters_desk:mend", benefit.pk)
    assert post(small_world, *args, **mended).status_code == 302
    with seeding():
        benefit.refresh_from_db()
    assert (benefit.state, benefit.saved, benefit.checked_by) == ("claimed", 200_000_000, None)


@pytest.mark.parametrize("answer", ["refuse", ""])
def test_only_what_was_adopted_has_a_benefit(small_world: World, answer: str) -> None:
    write(small_world.client("a1x-asker"), small_world)
    letter = propose(small_world)
    issue(small_world, letter)
    if answer:
        said = {"outcome": answer, "text": "今年预算里没有这一项，明年再议。"}
        post(small_world, "a1x-firm.responder", "letters_firm:answer", letter.pk, **said)
    got = post(small_world, "a1x.chair", "letters_desk:claim", letter.pk, **FIGURES)
    assert got.status_code == 409


def test_a_draft_that_names_the_author_never_goes_out_and_the_author_learns_who_knows(
    small_world: World,
) -> None:
    write(small_world.client("a1x-asker"), small_world)
    person, chair = small_world.people["a1x-asker"], small_world.hats["a1x.chair"].person
    letter = propose(small_world, ask=f"请把{person.name}的宿舍空调修好。")
    got = issue(small_world, letter, **{"issue-sure": "on"})
    page = small_world.client("a1x.chair").get(got["Location"]).content.decode()
    assert "没有发" in page and again(letter).state == "draft"
    with seeding():
        assert Look.objects.filter(subject_id=person.id, viewer=chair.name).exists()
    with small_world.acting("a1x.chair"), pytest.raises(Refusal) as refused:
        actions.issue(actor(), letter_id=letter.pk, sure=True)
    assert refused.value.code == "names_author"


def test_words_of_a_case_go_out_only_when_somebody_is_sure(small_world: World) -> None:
    write(small_world.client("a1x-asker"), small_world)
    letter = propose(small_world, situation=f"有人说：{TEXT}")
    got = issue(small_world, letter)
    assert got.status_code == 422 and "原话" in got.content.decode()
    assert issue(small_world, letter, key="k2", **{"issue-sure": "on"}).status_code == 302


def test_numbers_have_no_gaps(small_world: World) -> None:
    write(small_world.client("a1x-asker"), small_world)
    with seeding():
        Series.objects.all().delete()
    letters = [propose(small_world, key=f"p{n}") for n in range(4)]
    edit = {"edit-title": "建议", "edit-body": "还有【情况】没有写，写好了再发出去。"}
    post(small_world, "a1x.chair", "letters_desk:edit", letters[1].pk, **edit)
    for n, letter in enumerate(letters):
        issue(small_world, letter, key=f"i{n}")
    assert [again(one).serial for one in letters] == [1, None, 2, 3]


def test_a_sent_letter_stays_as_it_was_sent(small_world: World) -> None:
    write(small_world.client("a1x-asker"), small_world)
    letter = propose(small_world)
    issue(small_world, letter)
    body = again(letter).body
    edit = {"edit-title": "别的标题", "edit-body": "别的正文，写得长一些就行。"}
    got = post(small_world, "a1x.chair", "letters_desk:edit", letter.pk, **edit)
    assert got.status_code == 409 and again(letter).body == body


def test_unions_above_watch_and_do_not_write(small_world: World) -> None:
    write(small_world.client("a1x-asker"), small_world)
    letter = propose(small_world)
    assert letter.title in seen(small_world, "a.officer", "letters_desk:letter", letter.pk)
    assert issue(small_world, letter, "a.officer").status_code == 409
    assert post(small_world, "a1y.chair", "letters_desk:issue", letter.pk).status_code == 404


def test_who_wants_it_kept_from_the_firm_is_not_in_it(small_world: World) -> None:
    write(small_world.client("a1x-asker"), small_world)
    hidden = write(
        small_world.client("a1x-asker"), small_world, who="upper", text=TEXT + "。", key="k9"
    )
    with pytest.raises(AssertionError, match="有一件不能放进建议"):
        propose(small_world, hat="a1.chair", cases=[str(hidden)])
    with small_world.acting("a1.chair"):
        new = NewLetter("proposal", "x", to_id=small_world.orgs["a1x-firm"].id, case_ids=[hidden])
        assert sources(draft(actor(), new)) == []


@pytest.mark.row("000-23")
def test_no_answer_in_thirty_days_is_overdue_and_told_above(small_world: World) -> None:
    write(small_world.client("a1x-asker"), small_world)
    letter = propose(small_world)
    issue(small_world, letter)
    sent = again(letter)
    assert sent.due_at is not None
    with frozen(sent.due_at + timedelta(days=1)):
        watch()
        late = again(letter)
        assert late.state == "overdue" and late.due_at is not None and late.due_at > now()
        with seeding():
            told = Notice.objects.filter(title="有一份文书超期没有答复")
            assert told.exists()
            count = told.count()
        watch()
        with seeding():
            assert told.count() == count


def watch() -> None:
    with system("clocks"):
        actions.watch_round(actor(), after=None)


def test_the_answer_reaches_authors_only_through_the_union(small_world: World) -> None:
    case = write(small_world.client("a1x-asker"), small_world)
    letter = propose(small_world)
    issue(small_world, letter)
    said = {"outcome": "adopt", "text": "查到是谁提的就采纳。", "promised": "2026-12-10"}
    post(small_world, "a1x-firm.responder", "letters_firm:answer", letter.pk, **said)
    with seeding():
        assert not Event.objects.filter(case_id=case, text__contains="查到是谁").exists()


def test_the_days_to_choose_from_are_there_to_begin_with(small_world: World) -> None:
    page = small_world.client("a1x.chair").get(reverse("feedback_desk:propose")).content.decode()
    assert 'value="2026-11-20"' in page and 'value="2026-08-22"' in page


def test_the_author_takes_home_what_the_union_wrote(small_world: World) -> None:
    """The letter the world begins with, and a new one once it is sent."""
    write(small_world.client("a1x-asker"), small_world)
    letter, mine = propose(small_world), reverse("privacy.data")
    line = "<dt>说到你那件事的文书</dt><dd>%d 条"
    assert line % 1 in small_world.client("a1x-asker").get(mine).content.decode()
    issue(small_world, letter)
    assert line % 2 in small_world.client("a1x-asker").get(mine).content.decode()
    other = small_world.client("a1x-colleague").get(mine).content.decode()
    assert "说到你那件事的文书" not in other


def test_a_certificate_is_its_holders_to_see(small_world: World) -> None:
    for key, held in (("a1x.officer", 1), ("a1y.officer", 1)):
        person = small_world.hats[key].person
        with seeding():
            assert Mandate.objects.filter(person_id=person.id).count() == held
    with small_world.acting("a1x-colleague"):
        assert not Mandate.objects.exists()
