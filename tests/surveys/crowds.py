"""Many workers of several firms under one union, and what they do to a survey."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from niangjia.kernel.acts.page import digest
from niangjia.kernel.base.clock import today
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Post
from niangjia.kernel.people.models import Account, Org, Person, Session
from niangjia.kernel.people.sessions import SessionStore
from niangjia.kernel.surveys import actions, queries, tasks
from niangjia.kernel.surveys.models import Survey
from niangjia.kernel.surveys.rules import Ask, Question
from tests.kit.hats import FAR, Hat
from tests.kit.sowing import seeding
from tests.kit.world import World

CHAIR = "a1.chair"
CONTRACT = Question("q1", Ask.ONE, "合同签了吗？", ("签了", "没签", "不清楚"))
WORDS = Question("q2", Ask.TEXT, "还想说什么？", required=False)
PACKS = Question("q1", Ask.NUMBER, "要几份？")


def crowd(world: World, *sizes: int) -> list[list[str]]:
    """Firms of so many workers each, under the union a1x of the town a1; keys of their hats."""
    rows: list[Any] = []
    union = world.orgs["a1x"]
    made: list[list[str]] = []
    for n, size in enumerate(sizes):
        firm = Org(
            id=new_id(),
            kind="employer",
            name=f"第{n}厂",
            code=f"K{n}",
            path=f"33.01.91.t1.k{n}.",
            root="33.01.91.",
            union_id=union.id,
        )
        rows.append(firm)
        world.orgs[f"k{n}"] = firm
        made.append([_worker(world, rows, f"k{n}w{i}", union, firm) for i in range(size)])
    with seeding():
        for model in (Org, Person, Account, Session):
            model._default_manager.bulk_create([one for one in rows if type(one) is model])
    return made


def _worker(world: World, rows: list[Any], key: str, union: Org, firm: Org) -> str:
    person = Person(
        id=new_id(),
        name=key,
        home_org_id=union.id,
        home_path=union.path,
        home_root=union.root,
        employer_id=firm.id,
    )
    hat = Hat(key, person, Post.WORKER, union)
    world.people[key] = person
    world.hats[key] = hat
    account = Account(id=new_id(), person_id=person.id, password="!", phone_verified=True)
    session = Session(
        session_key=digest(hat.cookie),
        session_data=SessionStore().encode({"_auth_user_id": str(account.id)}),
        expire_date=FAR,
        person_id=person.id,
    )
    rows += [person, account, session]
    return key


def drafted(
    world: World,
    *questions: Question,
    kind: str = "unnamed",
    orgs: tuple[UUID, ...] = (),
    hat: str = CHAIR,
) -> UUID:
    """A draft of that union."""
    until = today() + timedelta(days=7)
    frame = actions.Frame("问一问大家", "想听听", kind, 5, until, orgs)
    with world.acting(hat):
        return actions.draft(actor(), frame=frame, questions=questions or (CONTRACT, WORDS)).id


def opened(world: World, *questions: Question, **more: Any) -> UUID:
    """A survey that is out, everybody told."""
    made = drafted(world, *questions, **more)
    with world.acting(more.get("hat", CHAIR)):
        actions.open_up(actor(), survey_id=made)
    tasks.tell.func(str(made))
    return made


def says(world: World, hat: str, survey: UUID, **said: Any) -> None:
    """One worker answers."""
    with world.acting(hat):
        found = queries.asked(actor(), survey)
        do = actions.slip_in if found.survey.unnamed else actions.answer
        do(actor(), survey_id=survey, said=said)


def counted(world: World, survey: UUID, hat: str = CHAIR) -> dict[str, Any]:
    """Close it, let the house count, and read what it came to."""
    with world.acting(hat):
        actions.close(actor(), survey_id=survey)
    tasks.count.func(str(survey))
    return result(world, survey, hat)


def result(world: World, survey: UUID, hat: str = CHAIR) -> dict[str, Any]:
    """The tables that hat is shown."""
    with world.acting(hat):
        return queries.result(actor(), survey)


def row(survey: UUID) -> Survey:
    """The row as it is."""
    with seeding():
        return Survey.objects.get(id=survey)
