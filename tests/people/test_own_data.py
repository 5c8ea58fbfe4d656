"""One's own page and data: what is shown, taken away, ended; another number; messages; the look."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from niangjia.kernel.acts.models import Audit, Look
from niangjia.kernel.acts.page import digest
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.install import wall_of
from niangjia.kernel.notices.models import Notice
from niangjia.kernel.notices.queries import inbox
from niangjia.kernel.people import sealing, sms
from niangjia.kernel.people.models import Account, Person, Session, Token
from niangjia.site import export
from tests.kit.sowing import seeding
from tests.kit.world import World

from . import phones

OLD, NEW, TAKEN = "13955550001", "13955550002", "13955550003"
CHANGE, VERIFY = reverse("account_change_phone"), reverse("account_verify_phone")
CLOSE, EXPORT = reverse("privacy.close"), reverse("privacy.export")


@pytest.fixture
def world(small_world: World) -> World:
    phones.give(small_world.people["a1x-asker"], OLD)
    phones.give(small_world.people["a1x-colleague"], TAKEN)
    return small_world


@pytest.fixture
def client(world: World) -> Client:
    return world.client("a1x-asker")


def me(world: World) -> Person:
    with seeding():
        return Person.objects.get(pk=world.people["a1x-asker"].pk)


def saw(world: World, count: int = 1, what: str = "查看了你的资料") -> None:
    with seeding():
        Look.objects.filter(subject_id=world.people["a1x-asker"].pk).delete()
        Look.objects.bulk_create(
            Look(
                at=now(),
                subject_id=world.people["a1x-asker"].pk,
                viewer=f"干部{n}",
                org="临江区总工会",
                what=what,
            )
            for n in range(count)
        )


# --- 我的 ---------------------------------------------------------------------------------------


def test_the_own_page_shows_card_and_masked_number(world: World, client: Client) -> None:
    page = client.get(reverse("me"))
    assert page.context["person"].phone_masked == "139****0001"
    assert page.context["card"].union_name == world.orgs["a1x"].name
    assert page.context["card"].since_text == "2020 年 1 月入会"
    assert OLD not in page.content.decode()


def test_in_a_post_the_own_page_is_a_hat_away(world: World) -> None:
    answer = world.client("a1x.chair").get(reverse("me"))
    assert answer["Location"] == f"{reverse('capacity')}?next=/me/"


def test_nobody_is_sent_to_log_in(world: World) -> None:
    for name in ("me", "messages", "privacy.seen", "privacy.data"):
        assert Client().get(reverse(name))["Location"].startswith(settings.LOGIN_URL)


def test_who_looked_is_listed_newest_first_page_by_page(world: World, client: Client) -> None:
    saw(world, 25)
    page = client.get(reverse("privacy.seen"))
    rest = client.get(page.context["more_url"])
    names = [one.who for one in (*page.context["looks"], *rest.context["looks"])]
    assert len(page.context["looks"]) == 20
    assert sorted(names) == sorted(f"干部{n}" for n in range(25))
    assert rest.context["more_url"] is None
    assert client.get(reverse("me")).context["seen_text"] == "近 30 天 25 次"


def test_looks_at_others_are_not_mine(world: World) -> None:
    saw(world)
    page = world.client("a1x-colleague").get(reverse("privacy.seen"))
    assert not page.context["looks"]


# --- my data ------------------------------------------------------------------------------------


def test_the_page_counts_what_the_export_holds(world: World, client: Client) -> None:
    saw(world, 3)
    page = client.get(reverse("privacy.data"))
    counts = {kind.label: kind.count_text for kind in page.context["kinds"]}
    assert counts["谁看过我的信息"] == "3 条"
    assert counts["我的资料"] == "1 条"
    assert int(counts["点评"].split()[0]) >= 5
    assert "件事在办" in page.context["open_text"]


def test_the_export_holds_everything_of_mine_and_nothing_of_others(
    world: World, client: Client
) -> None:
    answer = client.post(EXPORT)
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as box:
        data = json.loads(box.read("data.json"))
        read = box.read("read.html").decode()
    text = json.dumps(data, ensure_ascii=False)
    assert data["parts"]["我的资料"][0]["手机号"] == OLD
    for own in ("[case:a1x.own]", "[title:a1x.closed]", "[notice:a1x-asker]", "[m:a1x-asker]"):
        assert own in text
        assert own in read
    own_event = "[event:a1x.own/all]"
    assert own_event in text
    for foreign in (
        "a1y",
        "colleague",
        "[event:a1x.own/staff]",
        "[event:a1x.own/firm]",
        "bearer-of",
        digest(world.hats["a1x-asker"].bearer),
    ):
        assert foreign not in text
        assert foreign not in read
    with seeding():
        assert Audit.objects.filter(action="people.exported").count() == 1


def test_the_export_holds_back_what_the_wall_alone_would_show(world: World) -> None:
    """The first line of sight: the filters themselves, asked where every row can be read."""
    person = world.people["a1x-asker"]
    with seeding():
        for model in export.exported():
            text = " ".join(str(vars(row)) for row in export.about(person.pk, model))
            assert "a1y" not in text
            assert "/staff]" not in text


def test_every_exported_kind_and_column_has_a_word() -> None:
    for model in export.exported():
        assert model._meta.label in export.TITLES
        assert set(wall_of(model).export) <= set(export.LABELS)


def test_only_the_worker_takes_data_away(world: World) -> None:
    assert world.client("a1x.chair").post(EXPORT).status_code == 404
    assert Client().post(EXPORT).status_code == 302


# --- the end of an account ----------------------------------------------------------------------


def test_closing_ends_log_in_tokens_and_number(world: World, client: Client) -> None:
    answer = client.post(CLOSE, {"typed": " 注销账号 "})
    assert answer["Location"] == reverse("home")
    assert client.cookies[settings.SESSION_COOKIE_NAME].value == ""
    person = me(world)
    assert (person.state, person.phone, person.phone_index) == ("closed", "", "")
    assert person.name == world.people["a1x-asker"].name, "kept until its day"
    assert not Session.objects.filter(person_id=person.pk).exists()
    with seeding():
        assert not Token.objects.filter(person_id=person.pk, revoked_at=None).exists()
    account = Account.objects.get(person_id=person.pk)
    assert (account.is_active, account.phone_index) == (False, "")
    assert world.client("a1x-asker").get(reverse("me")).status_code == 302
    assert "注销" in phones.sent(OLD)[0]


def test_a_closed_number_may_join_again(world: World, client: Client) -> None:
    client.post(CLOSE, {"typed": "注销账号"})
    again = Client()
    again.post(reverse("account_signup"), {"phone": OLD, "name": "重来"})
    again.post(reverse("account_confirm_login_code"), {"code": phones.code(OLD)})
    assert again.get(reverse("me")).context["person"].name == "重来"


@pytest.mark.parametrize("typed", ["", "注销", "注销账户"])
def test_closing_wants_the_word(world: World, client: Client, typed: str) -> None:
    answer = client.post(CLOSE, {"typed": typed})
    assert "一字不差" in answer.content.decode()
    assert me(world).state == "active"


def test_who_holds_a_post_is_asked_to_give_it_back_first(world: World) -> None:
    client = world.client("a1x.chair")
    client.post(reverse("capacity"), {"capacity": "worker"})
    answer = client.post(CLOSE, {"typed": "注销账号"})
    assert "职务" in answer.content.decode()
    assert Account.objects.get(person_id=world.hats["a1x.chair"].person.pk).is_active


# --- another number -----------------------------------------------------------------------------


def test_another_number_moves_log_in_and_record_and_tells_the_old_one(
    world: World, client: Client
) -> None:
    client.post(CHANGE, {"phone": "139 5555 0002"})
    assert me(world).phone_last4 == "0001", "nothing moves before the code"
    client.post(VERIFY, {"code": phones.code(NEW)})
    person = me(world)
    account = Account.objects.get(person_id=person.pk)
    assert sealing.phone_of(person) == sealing.account_phone(account) == NEW
    assert person.phone_index == account.phone_index == sealing.phone_index(NEW)
    assert "0002" in phones.sent(OLD)[0]
    with seeding():
        assert Audit.objects.filter(action="people.phone_moved").count() == 1


def test_a_wrong_code_moves_nothing(world: World, client: Client) -> None:
    client.post(CHANGE, {"phone": NEW})
    for _ in range(5):
        client.post(VERIFY, {"code": "000000"})
    client.post(VERIFY, {"code": phones.code(NEW)})
    assert sealing.phone_of(me(world)) == OLD


def test_a_number_of_another_record_is_only_named_to_its_holder(
    world: World, client: Client
) -> None:
    same = client.post(CHANGE, {"phone": TAKEN})
    sms.forgive(TAKEN)
    free = client.post(CHANGE, {"phone": NEW})
    assert (same.status_code, same["Location"]) == (free.status_code, free["Location"])
    client.post(CHANGE, {"phone": TAKEN})
    wrong = client.post(VERIFY, {"code": "000000"}).content.decode()
    assert "另一条记录" not in wrong
    right = client.post(VERIFY, {"code": phones.code(TAKEN)}).content.decode()
    assert "另一条记录" in right
    assert sealing.phone_of(me(world)) == OLD


@pytest.mark.parametrize(
    ("phone", "words"),
    [
        (OLD, "现在的号码"),
        ("12345", "手机号"),
        ("", "手机号"),
    ],
)
def test_numbers_that_cannot_be(world: World, client: Client, phone: str, words: str) -> None:
    assert words in client.post(CHANGE, {"phone": phone}).content.decode()


def test_numbers_are_changed_by_the_worker_alone(world: World) -> None:
    assert world.client("a1x.chair").get(CHANGE)["Location"].startswith(reverse("capacity"))
    assert Client().get(CHANGE)["Location"].startswith(reverse("account_login"))
    assert Client().get(VERIFY)["Location"].startswith(reverse("account_login"))


def test_limits_hold_for_new_numbers_too(world: World, client: Client) -> None:
    client.post(CHANGE, {"phone": NEW})
    again = client.post(CHANGE, {"phone": NEW})
    assert again.status_code == 429
    assert len(phones.sent(NEW)) == 1


# --- messages -----------------------------------------------------------------------------------


def note(world: World, count: int, link: str = "/me/") -> None:
    with seeding():
        Notice.objects.bulk_create(
            Notice(
                person_id=world.people["a1x-asker"].pk,
                service="feedback",
                title=f"第{n}条",
                text="有进展",
                link=link,
                at=now(),
            )
            for n in range(count)
        )


def test_messages_are_mine_newest_first_and_counted(world: World, client: Client) -> None:
    note(world, 24)
    page = client.get(reverse("messages"))
    rest = client.get(page.context["more_url"])
    titles = [m.title for m in (*page.context["notices"], *rest.context["notices"])]
    assert len(titles) == len(set(titles)) == 25
    assert titles[-1] == "[notice:a1x-asker]"
    assert str(page.context["unread"]) == "25"
    assert (page.context["notices"][0].icon, page.context["notices"][0].group) == ("star", "voice")


def test_opening_a_message_reads_it_and_leads_on(world: World, client: Client) -> None:
    note(world, 1)
    first = client.get(reverse("messages")).context["notices"][0]
    assert first.unread
    assert client.get(first.url)["Location"] == "/me/"
    page = client.get(reverse("messages"))
    assert not page.context["notices"][0].unread
    assert str(page.context["unread"]) == "1"


def test_a_message_for_another_hat_leads_by_way_of_the_hats(world: World) -> None:
    with seeding():
        Notice.objects.filter(person_id=world.hats["a1x.chair"].person.pk).update(
            link="/desk/feedback/"
        )
    client = world.client("a1x.chair")
    first = client.get(reverse("messages")).context["notices"][0]
    assert client.get(first.url)["Location"] == "/desk/feedback/"
    client.post(reverse("capacity"), {"capacity": "worker"})
    assert client.get(first.url)["Location"] == "/capacity/?next=/desk/feedback/"


def test_a_message_without_a_way_leads_back(world: World, client: Client) -> None:
    note(world, 1, link="")
    first = client.get(reverse("messages")).context["notices"][0]
    assert client.get(first.url)["Location"] == reverse("messages")


def test_somebody_elses_message_is_not_there(world: World, client: Client) -> None:
    with seeding():
        other = Notice.objects.get(person_id=world.people["a1x-colleague"].pk)
    assert client.get(reverse("messages.open", args=[other.pk])).status_code == 404
    with seeding():
        assert Notice.objects.get(pk=other.pk).read_at is None


def test_all_can_be_marked_as_read(world: World, client: Client) -> None:
    note(world, 3)
    client.post(reverse("messages.read"))
    page = client.get(reverse("messages"))
    assert not page.context["any_unread"]
    assert str(page.context["unread"]) == ""
    with seeding():
        assert Notice.objects.filter(read_at=None).exists(), "others keep theirs"


def test_the_badge_stops_at_ninety_nine(world: World) -> None:
    note(world, 120)
    with world.acting("a1x-asker") as act:
        assert act.actor
        assert inbox.unread(act.actor) == "99+"


@pytest.mark.parametrize("key", ["a1x.chair", "a1x-firm.responder", "a.admin", "a1.caller"])
def test_every_hat_reads_its_messages(world: World, key: str) -> None:
    page = world.client(key).get(reverse("messages"))
    assert page.status_code == 200
    assert page.context["notices"]


# --- the look -----------------------------------------------------------------------------------

LOOK = reverse("look")


@pytest.mark.parametrize(
    ("field", "cookie", "value"),
    [
        ("size", "ui_size", "elder"),
        ("size", "ui_size", "elder-xl"),
        ("theme", "ui_theme", "dark"),
        ("theme", "ui_theme", ""),
        ("lang", "ui_lang", "en"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_look_is_kept_in_a_cookie(
    db: None, method: str, field: str, cookie: str, value: str
) -> None:
    answer: Any = getattr(Client(), method)(LOOK, {field: value, "next": "/services/"})
    assert answer["Location"] == "/services/"
    assert answer.cookies[cookie].value == value
    assert answer.cookies[cookie]["samesite"] == "Lax"


@pytest.mark.parametrize(("field", "value"), [("size", "huge"), ("theme", "<b>"), ("lang", "xx")])
def test_an_unknown_look_changes_nothing(db: None, field: str, value: str) -> None:
    answer = Client().get(LOOK, {field: value})
    assert answer.status_code == 200
    assert not [name for name in answer.cookies if name.startswith("ui_")]


def test_the_look_is_drawn(db: None) -> None:
    client = Client()
    client.get(LOOK, {"size": "elder"})
    assert 'data-size="elder"' in client.get(LOOK).content.decode()
    assert client.get(LOOK, {"next": "https://evil.example/"}).context["next"] == "/"
