"""What the world's desks keep for themselves."""

from __future__ import annotations

from niangjia.kernel.base.ids import new_id
from niangjia.kernel.desks.models import Batch, BatchLine, Canned, FirstDay, View, WordList

from .hats import THEN, World, canary


def sow(world: World) -> None:
    """What a chair shared and officers keep, and what three unions and one beside them say."""
    for key, post, shared in (
        ("a1x", "chair", True),
        ("a1x", "officer", False),
        ("b", "officer", False),
    ):
        org, hat = world.orgs[key], world.hats[f"{key}.{post}"]
        place = {"org_id": org.id, "org_root": org.root, "org_path": org.path}
        world.add(
            View(
                id=new_id(),
                service="feedback",
                person_id=hat.person.id,
                by_name=canary("keeper", f"{key}/{post}"),
                name=canary("view", f"{key}/{post}"),
                query={"tab": "open", "stars": "2"},
                shared=shared,
                pinned=True,
                made_at=THEN,
                withdrawn_at=THEN if key == "b" else None,
                **place,
            )
        )
    for key in ("a", "a1", "a1x", "b"):
        org = world.orgs[key]
        world.add(
            Canned(
                id=new_id(),
                service="feedback",
                org_id=org.id,
                org_root=org.root,
                org_path=org.path,
                org_name=org.name,
                title=canary("canned", key),
                text=canary("wording", key),
                by_name=canary("author", key),
                changed_at=THEN,
            )
        )
    for key in ("a1x", "a1", "b"):
        _batch(world, key)
    for key in ("a", "a1x", "b"):
        _word_list(world, key)
    for key in ("a1x.officer", "b.chair", "a1x-asker", "a1x-firm.responder", "a.admin"):
        _first_day(world, key)


def _first_day(world: World, key: str) -> None:
    """Somebody broke off at the second stop."""
    hat = world.hats[key]
    world.add(
        FirstDay(
            id=new_id(),
            person_id=hat.person.id,
            hat=f"{hat.post}:{hat.org.id}",
            stop="clock",
            state="under_way",
            changed_at=THEN,
        )
    )


def _word_list(world: World, key: str) -> None:
    """What a union added to the words of one board."""
    org = world.orgs[key]
    world.add(
        WordList(
            id=new_id(),
            service="feedback",
            org_id=org.id,
            org_root=org.root,
            org_path=org.path,
            org_name=org.name,
            number=1,
            added={"住宿": {canary("listed", key): 1.0}},
            removed={},
            how="edited",
            by_name=canary("author", f"list/{key}"),
            made_at=THEN,
        )
    )


def _batch(world: World, key: str) -> None:
    """An officer put one case on another board, a moment ago and long ago at once."""
    org, hat = world.orgs[key], world.hats[f"{key}.officer"]
    batch = world.add(
        Batch(
            id=new_id(),
            service="feedback",
            org_id=org.id,
            org_root=org.root,
            org_path=org.path,
            person_id=hat.person.id,
            verb="sort",
            asked={"board": "voice", "said": "1"},
            made_at=THEN,
            begun_at=THEN,
            done_at=THEN,
        )
    )
    case = world.cases["b2y.own" if key == "b" else "a1x.own"]
    world.add(
        BatchLine(
            id=new_id(),
            batch_id=batch.id,
            object_id=case.id,
            place=0,
            outcome="left",
            why=canary("left", key),
            at=THEN,
        )
    )
