"""A mediation from the application to its end, by every road."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from docx import Document

from niangjia.kernel.base.clock import frozen, local
from niangjia.kernel.cases.models import Case
from niangjia.kernel.mediation.models import Applicant, Mediation
from niangjia.kernel.notices.models import Notice
from niangjia.kernel.people.models import Person
from tests.feedback.test_loop import sent, write
from tests.kit.sowing import seeding
from tests.kit.world import World

from .steps import (
    ABOVE,
    CHAIR,
    CLAIM,
    FIRM,
    TERMS,
    WORKER,
    again,
    asked,
    confirm,
    drafted,
    invited,
    met,
    page,
    post,
    talking,
    watch,
)

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
NEXT = "没谈成，还有路"


@pytest.fixture(autouse=True)
def _now(small_world: World) -> Iterator[None]:
    """A Friday morning; cadres do not work at the firm."""
    with seeding():
        cadres = [hat.person.id for key, hat in small_world.hats.items() if "." in key]
        Person.objects.filter(id__in=cadres).update(employer=None)
    with frozen(AT):
        yield


def told(world: World, who: str) -> list[str]:
    person = world.hats[who].person if who in world.hats else world.people[who]
    with seeding():
        found = Notice.objects.filter(person_id=person.id, service="mediation")
        return list(found.order_by("at", "id").values_list("title", flat=True))


@pytest.mark.row("000-23")
def test_from_the_application_to_an_agreement(small_world: World) -> None:
    of = talking(small_world)
    sitting = met(small_world, of)
    assert "街道总工会调解室" in page(small_world, WORKER, "mediation:mediation", of)
    assert "街道总工会调解室" in page(small_world, FIRM, "mediation_firm:mediation", of)
    said = {"record-came": "本人、人事李经理", "record-text": "公司愿意补发，商量哪天。"}
    fields = {"record-sitting": str(sitting.id), **said}
    assert post(small_world, ABOVE, "mediation_desk:record", of, **fields).status_code == 302
    assert "商量哪天" in page(small_world, FIRM, "mediation_firm:mediation", of)
    draft = {"draft-terms": TERMS}
    assert post(small_world, ABOVE, "mediation_desk:draft", of, **draft).status_code == 302
    assert "两千四百元" in page(small_world, WORKER, "mediation:mediation", of)
    assert confirm(small_world, FIRM, of) == 302
    assert again(of).state == "drafted", "one side is not both"
    assert confirm(small_world, WORKER, of) == 302
    found = again(of)
    assert found.state == "agreed" and found.number.endswith("调〔2026〕1号")
    assert found.worker_name == small_world.people[WORKER].name
    mine = page(small_world, WORKER, "mediation:mediation", of)
    assert "司法确认" in mine and "12月20日" in mine and NEXT not in mine
    assert "调解成了" in told(small_world, WORKER)
    file = small_world.client(WORKER).get(reverse("mediation:file", args=[of, "docx"]))
    words = "\n".join(one.text for one in Document(BytesIO(file.content)).paragraphs)
    assert "两千四百元" in words and found.sha256 in words


def test_the_firm_learns_the_name_by_its_own_yes(small_world: World) -> None:
    name = small_world.people[WORKER].name
    of = asked(small_world)
    gone = reverse("mediation_firm:mediation", args=[of])
    assert small_world.client(FIRM).get(gone).status_code == 404, "not before it is invited"
    assert told(small_world, FIRM) == []
    mediator = str(small_world.hats[ABOVE].person.id)
    post(small_world, CHAIR, "mediation_desk:invite", of, **{"invite-mediator": mediator})
    seen = page(small_world, FIRM, "mediation_firm:mediation", of)
    assert CLAIM in seen and name not in seen and again(of).worker_name == ""
    assert "公司看不到你的姓名" in page(small_world, WORKER, "mediation:mediation", of)
    assert post(small_world, FIRM, "mediation_firm:accept", of).status_code == 302
    assert name in page(small_world, FIRM, "mediation_firm:mediation", of)
    assert "公司看得到你的姓名" in page(small_world, WORKER, "mediation:mediation", of)


def test_a_firm_that_refuses_never_learns_who(small_world: World) -> None:
    of = invited(small_world)
    name = small_world.people[WORKER].name
    why = {"text": "公司认为没有欠发。"}
    assert post(small_world, FIRM, "mediation_firm:refuse", of, **why).status_code == 302
    assert again(of).state == "refused"
    assert name not in page(small_world, FIRM, "mediation_firm:mediation", of)
    mine = page(small_world, WORKER, "mediation:mediation", of)
    assert NEXT in mine and "仲裁申请书" in mine and "第二十七条" in mine
    assert "公司不愿意调解" in told(small_world, WORKER)


def test_taking_the_consent_back_ends_it_at_once(small_world: World) -> None:
    of = drafted(small_world)
    met_at = reverse("mediation:withdraw", args=[of])
    assert small_world.client(WORKER).post(met_at, {"key": "w"}).status_code == 302
    found = again(of)
    assert (found.state, found.worker_name) == ("withdrawn", "")
    seen = page(small_world, FIRM, "mediation_firm:mediation", of)
    assert small_world.people[WORKER].name not in seen
    assert "两千四百元" not in seen and CLAIM not in seen, "neither draft nor claim stays"
    file = reverse("mediation:file", args=[of, "docx"])
    assert small_world.client(FIRM).get(file).status_code == 404
    assert post(small_world, ABOVE, "mediation_desk:revise", of).status_code == 409
    assert NEXT in page(small_world, WORKER, "mediation:mediation", of)


def test_it_ends_by_itself_after_fifteen_days(small_world: World) -> None:
    of = drafted(small_world)
    ends = again(of).ends_at
    assert ends is not None
    # The fifteenth day is Saturday 5 December 2026: the next working day counts, art. 203.
    assert local(ends).date().isoformat() == "2026-12-07"
    with frozen(ends - timedelta(hours=2)):
        watch()
        assert again(of).state == "drafted"
        assert "调解协议快到期了，请确认或者接着谈" in told(small_world, WORKER)
    with frozen(ends + timedelta(hours=2)):
        watch()
        watch()
        found = again(of)
        assert (found.state, found.worker_name) == ("expired", "")
        assert told(small_world, WORKER).count("十五天到了，没有谈成") == 1
        assert NEXT in page(small_world, WORKER, "mediation:mediation", of)
        file = small_world.client(WORKER).get(reverse("mediation:file", args=[of, "docx"]))
        words = "\n".join(one.text for one in Document(BytesIO(file.content)).paragraphs)
        assert "可以依法申请仲裁" in words


def test_the_union_offers_and_the_firm_hears_nothing_of_a_no(small_world: World) -> None:
    case = write(small_world.client(WORKER), small_world)
    said = {"text": "这件事谈一谈也许更快，你愿意吗？"}
    answer = post(small_world, CHAIR, "mediation_desk:case", case, **said)
    assert answer.status_code == 302, answer.content.decode()
    of = answer["Location"].split("/")[3]
    mine = page(small_world, WORKER, "mediation:mediation", of)
    assert said["text"] in mine and "什么都看不到，也不知道有这回事" in mine
    assert post(small_world, WORKER, "mediation:decline", of).status_code == 302
    assert again(of).state == "declined" and told(small_world, FIRM) == []
    assert small_world.client(FIRM).get(f"/firm/mediation/{of}/").status_code == 404


def test_an_offer_is_agreed_to_with_open_eyes(small_world: World) -> None:
    case = write(small_world.client(WORKER), small_world)
    post(small_world, CHAIR, "mediation_desk:case", case, text="谈一谈也许更快。")
    with seeding():
        of = Applicant.objects.get(case_id=case).mediation_id
    assert again(of).ends_at is None, "no application, no clock"
    blind = post(small_world, WORKER, "mediation:agree", of, claim=CLAIM)
    assert blind.status_code == 422 and CLAIM in blind.content.decode()
    fields = {"claim": CLAIM, "yes": "on"}
    assert post(small_world, WORKER, "mediation:agree", of, **fields).status_code == 302
    assert again(of).state == "asked" and again(of).ends_at is not None


def test_there_is_one_open_mediation_a_case(small_world: World) -> None:
    of = asked(small_world)
    with seeding():
        case = Applicant.objects.get(mediation_id=of).case_id
    fields = {"claim": CLAIM, "yes": "on"}
    assert post(small_world, WORKER, "mediation:case", case, "2", **fields).status_code == 409
    there = small_world.client(WORKER).get(reverse("mediation:case", args=[case]))
    assert there["Location"].endswith(f"/mediation/{of}/")


def test_whoever_handles_the_case_does_not_mediate(small_world: World) -> None:
    of = asked(small_world)
    with seeding():
        case = Case.objects.get(pk=Applicant.objects.get(mediation_id=of).case_id)
    assert sent(small_world.client("a1x.officer"), "feedback_desk:accept", case.pk) == 302
    shown = page(small_world, CHAIR, "mediation_desk:mediation", of)
    handler = small_world.hats["a1x.officer"].person
    assert str(handler.id) not in shown and str(small_world.hats[ABOVE].person.id) in shown
    forced = {"invite-mediator": str(handler.id)}
    answer = post(small_world, CHAIR, "mediation_desk:invite", of, **forced)
    assert answer.status_code == 422
    with seeding():
        firm = small_world.orgs["a1x-firm"]
        chosen = small_world.hats[ABOVE].person
        Person.objects.filter(pk=chosen.pk).update(employer_id=firm.id)
    shown = page(small_world, CHAIR, "mediation_desk:mediation", of)
    assert str(chosen.id) not in shown, "nobody of the firm"


def test_only_the_mediator_writes(small_world: World) -> None:
    of = talking(small_world)
    draft = {"draft-terms": TERMS}
    assert post(small_world, CHAIR, "mediation_desk:draft", of, **draft).status_code == 409
    when = {"talk-at": "2026-11-24T14:00", "talk-place": "会议室"}
    assert post(small_world, CHAIR, "mediation_desk:talk", of, **when).status_code == 409
    assert post(small_world, "a1y.chair", "mediation_desk:draft", of, **draft).status_code == 404


def test_changed_terms_are_confirmed_anew(small_world: World) -> None:
    of = drafted(small_world)
    first = again(of).sha256
    assert confirm(small_world, FIRM, of) == 302
    assert post(small_world, WORKER, "mediation:object", of).status_code == 302
    assert (again(of).state, again(of).firm_ok) == ("talking", None)
    new = {"draft-terms": TERMS.replace("两千四百", "一千")}
    assert post(small_world, ABOVE, "mediation_desk:draft", of, "2", **new).status_code == 302
    assert confirm(small_world, FIRM, of, "2") == 302
    assert confirm(small_world, WORKER, of, "3", seen=first) == 409, "not what was read"
    assert again(of).state == "drafted"
    assert confirm(small_world, WORKER, of, "4") == 302
    assert again(of).state == "agreed"


def test_strangers_find_nothing(small_world: World) -> None:
    of = drafted(small_world)
    for hat, name in (
        ("a1x-colleague", "mediation:mediation"),
        ("a1y-firm.responder", "mediation_firm:mediation"),
        ("a1y.chair", "mediation_desk:mediation"),
        ("b.officer", "mediation_desk:mediation"),
    ):
        assert small_world.client(hat).get(reverse(name, args=[of])).status_code == 404, hat
    assert confirm(small_world, "a1y-firm.responder", of) == 404


def test_a_hostile_firm_gets_neither_case_nor_name_out_of_the_database(
    small_world: World,
) -> None:
    of = invited(small_world)
    refused = pytest.raises(DatabaseError, match="permission denied")
    with small_world.acting(FIRM), refused, transaction.atomic():
        list(Applicant.objects.filter(mediation_id=of))
    with small_world.acting(FIRM):
        row = Mediation.objects.get(pk=of)
        assert row.worker_name == "" and CLAIM in row.claim
    with small_world.acting(FIRM):
        with connection.cursor() as cursor:
            cursor.execute("SELECT api.name_applicant(%s)", [of])
        assert Mediation.objects.get(pk=of).worker_name == "", "its yes comes first"
