"""The first day in a capacity: offered once, walked over real pages, remembered, never forced."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from niangjia.kernel.base.types import Post
from niangjia.kernel.desks.models import FirstDay
from niangjia.site import first_day, menu, registry
from tests.kit.sowing import seeding
from tests.kit.world import World

STEP = reverse("first_day.step")
PAGE = reverse("first_day")
NEW = "a1x.chair"
#: Who walks past what, in order.
WALKS = {
    "a1x.chair": [
        *("inbox", "clock", "answer", "author", "duties", "words", "directory", "messages"),
        *("keys", "help"),
    ],
    "a1.caller": ["inbox", "clock", "calls", "author", "messages", "keys", "help"],
    "a1x-firm.responder": ["firm-list", "firm-answer", "firm-author", "messages", "help"],
    "a1x-asker": ["say", "mine", "seen", "messages", "help"],
}


def go(world: World, key: str, at: str, way: str) -> str:
    """Press a button of the box; where it leads."""
    answer = world.client(key).post(STEP, {"at": at, "go": way})
    assert answer.status_code == 302
    return str(answer["Location"])


@pytest.mark.row("000-21")
@pytest.mark.parametrize("key", WALKS)
def test_every_stop_opens_and_its_box_stands_there(small_world: World, key: str) -> None:
    to, seen = go(small_world, key, "hello", "next"), []
    for _ in range(20):
        page = small_world.client(key).get(to)
        assert page.status_code == 200
        box = page.context["first_day"]
        assert box.title in page.content.decode()
        seen.append(box.key)
        if box.last:
            break
        to = go(small_world, key, box.key, "next")
    assert seen == WALKS[key]
    assert go(small_world, key, seen[-1], "done") == PAGE
    assert "再走一遍" in small_world.client(key).get(PAGE).content.decode()


def test_who_was_never_asked_is_asked_once(small_world: World) -> None:
    client = small_world.client(NEW)
    with seeding():
        FirstDay.objects.filter(person_id=small_world.hats[NEW].person.id).delete()
    asked = client.get(reverse("desk"))["Location"]
    assert asked == f"{reverse('feedback_desk:inbox')}?first-day=hello"
    assert "带你认认门" in client.get(asked).content.decode()
    assert go(small_world, NEW, "hello", "leave") == reverse("desk")
    assert client.get(reverse("desk"))["Location"] == reverse("feedback_desk:inbox")


def test_it_goes_on_where_it_was_left_and_only_in_that_capacity(small_world: World) -> None:
    go(small_world, NEW, "hello", "next")
    go(small_world, NEW, "inbox", "next")
    shown = small_world.client(NEW).get(PAGE)
    assert shown.context["under_way"].key == "clock"
    assert go(small_world, NEW, "clock", "here").endswith("first-day=clock")
    assert go(small_world, NEW, "clock", "back").endswith("first-day=inbox")
    assert go(small_world, NEW, "clock", "first").endswith("first-day=inbox")
    with seeding():
        kept = FirstDay.objects.filter(person_id=small_world.hats[NEW].person.id)
        assert [(row.hat.split(":")[0], row.stop) for row in kept] == [("chair", "inbox")]


@pytest.mark.parametrize("key", WALKS)
def test_the_box_says_nothing_of_anybodys_case(small_world: World, key: str) -> None:
    with small_world.acting(key):
        from_manifests = {s.text for room in registry.services() for s in room.first_day}
    for url in (PAGE, f"{reverse('messages')}?first-day=messages"):
        shown = small_world.client(key).get(url).context
        boxes = shown.get("stops") or [shown["first_day"]]
        assert {box.text for box in boxes} <= from_manifests


def test_a_strangers_address_and_anothers_stop_show_no_box(small_world: World) -> None:
    inbox = reverse("feedback_desk:inbox")
    for key in ("nothing", "say", "help", "<script>"):
        shown = small_world.client(NEW).get(inbox, {"first-day": key})
        assert shown.context["first_day"] is None
    assert "first-day=" not in small_world.client(NEW).get(inbox).content.decode()


def test_stops_are_said_once_and_mean_something_on_the_page(small_world: World) -> None:
    found = [stop for room in registry.services() for stop in room.first_day]
    keys = [stop.key for stop in found]
    assert len(keys) == len(set(keys))
    assert all(len(stop.text) <= 90 and stop.permit for stop in found)
    html = small_world.client("a1x.officer").get(reverse("feedback_desk:inbox")).content.decode()
    for spot in {s.spot for s in found if s.url_name == "feedback_desk:inbox" and s.spot}:
        for word in re.findall(r"[\w-]+", spot):
            assert re.search(rf'\b(id|class)="[^"]*\b{word}\b|<{word}\b|{word}', html), spot


def test_the_menu_has_five_groups_and_marks_one_line() -> None:
    keys = {key for key, _title, _icon in menu.GROUPS}
    items = [item for room in registry.services() for item in room.desk]
    assert {item.group for item in items} == keys
    urls = [reverse(item.url_name) for item in items]
    for item in items:
        assert menu.current(reverse(item.url_name), urls) == reverse(item.url_name)
    case = reverse("feedback_desk:case", args=["0198a1b2-0000-7000-8000-000000000000"])
    assert menu.current(case, urls) == reverse("feedback_desk:inbox")
    assert menu.current("/elsewhere/", urls) == ""


def test_few_lines_stand_without_headings() -> None:
    line = menu.Line("/x/", "gear", "设置", None, current=False, exact=False, group="set")
    (group,) = menu.grouped([line] * menu.FEW)
    assert not group.folds
    assert not group.title
    more = menu.grouped([line] * (menu.FEW + 1))
    assert [(one.key, one.folds, one.open) for one in more] == [("set", True, False)]


def test_a_chair_finds_the_menu_in_groups(small_world: World) -> None:
    html = small_world.client(NEW).get(reverse("insight:bulletins")).content.decode()
    assert html.count('<details class="grp"') == len(menu.GROUPS) - 1
    assert re.search(r'data-menu="figures" open', html)
    rail = html[html.index("<nav") : html.index("</nav>")]
    assert re.findall(r'aria-current="(\w+)"', rail) == ["page"]
    assert Post.CHAIR in {s for p in registry.HOUSE.permits for s in p.posts}
    assert first_day.PARAMETER in first_day.address(registry.HOUSE.first_day[0])
