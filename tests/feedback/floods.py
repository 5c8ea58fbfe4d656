"""A flood of cases: eight workers of one union cannot get home."""

from __future__ import annotations

from uuid import UUID

from niangjia.kernel.base.context import actor
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.models import Author, Case
from niangjia.kernel.people.models import Person
from niangjia.services.feedback.actions import matters
from tests.kit.hats import THEN
from tests.kit.sowing import seeding
from tests.kit.world import World

TITLE = "北仑封路回不了家"
TEXTS = (
    "家住北仑，这几天封路回不了家，晚上没有地方住，能不能安排一下住处？",
    "我家在北仑那边，封了以后下班回不了家，只能在车间躺着。",
    "北仑的路封了，我们几个都回不了家，希望厂里或者工会给找个床。",
    "回不了北仑的家，已经三天没洗澡了，求安排住宿和被子。",
    "住在北仑的同事都回不了家，晚上挤在更衣室，请工会想想办法。",
    "家里在北仑回不去，晚上没有床，能借几张折叠床吗？",
    "北仑封控，下了班回不了家，临时住宿谁来管？",
    "我是北仑的，回不了家，带的衣服不够，晚上冷，想要床被子。",
)
OTHER = "食堂夜宵九点就没了，夜班的人只能吃泡面，希望延长到十一点。"


def flood(world: World, org: str = "a1x", count: int = 8) -> list[UUID]:
    """So many cases at a union, each of another author; ids, the oldest first."""
    return [case(world, n, TEXTS[n % len(TEXTS)], org) for n in range(count)]


def case(world: World, n: int, text: str, org: str = "a1x", **more: object) -> UUID:
    """One case of one new author."""
    at, firm = world.orgs[org], world.orgs[f"{org}-firm"]
    place = {"org_root": at.root, "org_path": at.path}
    with seeding():
        person = Person.objects.create(
            id=new_id(), name=f"工友{n}", home_path=at.path, home_root=at.root
        )
        made = Case.objects.create(
            id=new_id(),
            service="feedback",
            kind="review",
            number=f"F-{org}-{n}-{new_id().hex[-4:]}",
            org_id=at.id,
            firm_id=firm.id,
            firm_name=firm.name,
            title=text[:20],
            text=text,
            stars=2,
            created_at=THEN,
            moved_at=THEN,
            **{"state": "received", "board": "welfare", **place, **more},
        )
        Author.objects.create(case_id=made.id, person_id=person.id, **place)
    return made.id


def group(world: World, ids: list[UUID], hat: str = "a1x.officer", title: str = TITLE) -> UUID:
    """A cadre makes a matter of them."""
    with world.acting(hat):
        return matters.group(acting(), case_ids=ids, title=title).id


def acting() -> Actor:
    return actor()
