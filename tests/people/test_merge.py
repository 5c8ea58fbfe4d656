"""Two records of one human being: what becomes one, and what stands against it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from niangjia.kernel.acts.models import Audit, Look
from niangjia.kernel.base.types import Refusal
from niangjia.kernel.cases.models import Author
from niangjia.kernel.notices.models import Notice
from niangjia.kernel.people import sealing
from niangjia.kernel.people.actions import merging
from niangjia.kernel.people.models import Account, Appointment, Membership, Person, Session, Token
from tests.kit.sowing import seeding
from tests.kit.world import World

from . import phones

KEPT, OTHER = "a1x-colleague", "a1x-asker"
PHONE = "13966660001"
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def world(small_world: World) -> World:
    """The colleague's record is a double without log-in and membership."""
    kept, other = small_world.people[KEPT], small_world.people[OTHER]
    phones.give(other, PHONE)
    with seeding():
        Membership.objects.filter(person_id=kept.pk).update(until=LONG_AGO)
        found = Account.objects.filter(person_id=kept.pk)
        found._raw_delete(found.db)
        Person.objects.filter(pk=other.pk).update(joined_on=date(2019, 5, 1), identity=3)
        Look.objects.create(subject_id=other.pk, viewer="x", org="y", what="z")
    return small_world


def merge(
    world: World, key: str = "a1.officer", kept: str = KEPT, other: str = OTHER, name: str = ""
) -> None:
    one, two = world.people[kept], world.people[other]
    with world.acting(key) as act:
        assert act.actor
        merging.merge(act.actor, kept_id=one.pk, other_id=two.pk, name=name or two.name)


def refused(world: World, **how: Any) -> str:
    """The code of the refusal, with nothing changed."""
    with pytest.raises(Refusal) as no:
        merge(world, **how)
    with seeding():
        assert not Person.objects.filter(state="merged").exists()
    return no.value.code


def test_everything_that_named_the_other_names_the_kept(world: World) -> None:
    kept, other = world.people[KEPT], world.people[OTHER]
    with seeding():
        notices = Notice.objects.filter(person_id__in=(kept.pk, other.pk)).count()
        cases = Author.objects.filter(person_id=other.pk).count()
        looks = Look.objects.filter(subject_id__in=(kept.pk, other.pk)).count()
        memberships = Membership.objects.filter(person_id=other.pk).count()
    merge(world)
    with seeding():
        one, two = Person.objects.get(pk=kept.pk), Person.objects.get(pk=other.pk)
        assert (two.state, two.merged_into, two.phone_index) == ("merged", kept.pk, "")
        assert (sealing.phone_of(one), one.phone_last4) == (PHONE, "0001")
        assert (one.identity, one.joined_on) == (3, date(2019, 5, 1))
        assert Account.objects.get(person_id=kept.pk).phone_index == one.phone_index
        assert Author.objects.filter(person_id=kept.pk).count() == cases > 0
        assert Notice.objects.filter(person_id=kept.pk).count() == notices
        assert Membership.objects.filter(person_id=kept.pk).count() == memberships + 1
        assert Look.objects.filter(subject_id=kept.pk).count() == looks > 0
        assert not Token.objects.filter(person_id=other.pk).exists()
        assert not Session.objects.filter(person_id__in=(kept.pk, other.pk)).exists()
        assert Audit.objects.filter(action="persons.merged", object_id=kept.pk).count() == 1


def test_the_person_logs_in_to_the_kept_record(world: World) -> None:
    merge(world)
    client = world.client("")
    client.post(reverse("account_login"), {"phone": PHONE})
    client.post(reverse("account_confirm_login_code"), {"code": phones.code(PHONE)})
    page = client.get(reverse("me"))
    assert page.context["person"].name == world.people[KEPT].name
    assert client.get(reverse("feedback:mine")).status_code == 200


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("account", "two_accounts"),
        ("membership", "two_memberships"),
        ("document", "two_documents"),
        ("outside", "outside"),
        ("post", "same_post"),
    ],
)
def test_what_stands_against_it(world: World, what: str, code: str) -> None:
    kept, other = world.people[KEPT], world.people[OTHER]
    with seeding():
        if what == "account":
            Account.objects.create(person_id=kept.pk, password="!")
        if what == "membership":
            Membership.objects.filter(person_id=kept.pk).update(until=None)
        if what == "document":
            for one, number in ((kept, "1"), (other, "2")):
                Person.objects.filter(pk=one.pk).update(**sealing.id_fields(one.pk, number))
        if what in ("outside", "post"):
            at = world.orgs["a2" if what == "outside" else "a1x"]
            for one in (kept, other):
                Appointment.objects.create(
                    person=one,
                    org=at,
                    org_root=at.root,
                    org_path=at.path,
                    post="officer",
                    since=LONG_AGO,
                )
    assert refused(world) == code


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"other": KEPT}, "same"),
        ({"name": "别人"}, "other_name"),
        ({"key": "a2.officer"}, "not_found"),
        ({"key": "b.admin"}, "not_found"),
        ({"other": "a2x-asker"}, "not_found"),
        ({"key": "a1.caller"}, "no_permit"),
        ({"key": "a1x-firm.responder"}, "no_permit"),
    ],
)
def test_who_may_merge_whom(world: World, how: dict[str, str], code: str) -> None:
    assert refused(world, **how) == code


def test_nobody_merges_the_own_record(world: World) -> None:
    world.people["self"] = world.hats["a1x.officer"].person
    assert refused(world, key="a1x.officer", other="self") == "same"


def test_the_page_asks_for_the_name_before_it_merges(world: World) -> None:
    client = world.client("a1.officer")
    kept, other = world.people[KEPT], world.people[OTHER]
    url = reverse("people:merge", args=[kept.pk])
    assert client.get(url).status_code == 200
    answer = client.post(url, {"other": PHONE, "name": "别人"})
    assert "对不上" in answer.content.decode()
    address = f"http://testserver{reverse('people:person', args=[other.pk])}"
    assert client.post(url, {"other": address, "name": other.name}).status_code == 302
    with seeding():
        assert Person.objects.get(pk=other.pk).merged_into == kept.pk


def test_elsewhere_the_page_is_not_there(world: World) -> None:
    url = reverse("people:merge", args=[world.people[KEPT].pk])
    for key in ("a2.officer", "b.admin", "a1.caller", "a1x-firm.responder", KEPT):
        assert world.client(key).get(url).status_code in (404, 302)
