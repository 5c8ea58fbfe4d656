"""Letters of every union of the world, sent and not yet, and what hangs on them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from niangjia.kernel.base.ids import new_id
from niangjia.kernel.letters.models import (
    Benefit,
    Letter,
    Mandate,
    Series,
    Signature,
    Source,
    Template,
)

from .country import unions
from .hats import FAR, THEN, Hat, World, canary

DUE = THEN + timedelta(days=60)


def sow(world: World) -> None:
    """Each union wrote to its firm: once sent, once not yet; what came of the first."""
    for key in unions(world, "grassroots"):
        org, firm, officer = (
            world.orgs[key],
            world.orgs[f"{key}-firm"],
            world.hats[f"{key}.officer"],
        )
        place = _place(world, key)
        sent = _letter(world, key, "answered", serial=1, number=canary("number", key), year=2026)
        _letter(world, f"{key}/draft", "draft", of=key)
        case = world.cases[f"{key}.own"]
        world.add(
            Source(
                id=new_id(),
                letter_id=sent.id,
                case_id=case.id,
                org_root=org.root,
                org_path=org.path,
            )
        )
        _signed(world, key, sent, officer)
        world.add(Series(id=new_id(), word="建", year=2026, last=1, **place))
        _template(world, key)
        _mandate(world, key, officer)
        world.add(
            Benefit(
                id=new_id(),
                letter_id=sent.id,
                org_name=org.name,
                firm_id=firm.id,
                firm_name=firm.name,
                title=canary("gain", key),
                decision=canary("decision", key),
                decided_on=THEN.date(),
                invested=100,
                saved=200,
                evidence=canary("evidence", key),
                entered_name=canary("enterer", key),
                created_at=THEN,
                moved_at=THEN,
                due_at=DUE,
                **place,
            )
        )
    above(world)


def above(world: World) -> None:
    """What a union above wrote down for those below it; a worker who holds a certificate."""
    _template(world, "a")
    asker = world.hats["a1x-asker"]
    _mandate(world, "a1x", asker)
    letter = next(row for row in world.all(Letter) if row.number == canary("number", "a1x"))
    _signed(world, "a1x", letter, asker)


def _place(world: World, key: str) -> dict[str, Any]:
    org = world.orgs[key]
    return {"org_id": org.id, "org_root": org.root, "org_path": org.path}


def _signed(world: World, key: str, letter: Letter, hat: Hat) -> None:
    org = world.orgs[key]
    world.add(
        Signature(
            id=new_id(),
            letter_id=letter.id,
            person_id=hat.person.id,
            person_name=canary("signer", f"{key}/{hat.post}"),
            number=canary("badge", f"{key}/{hat.post}"),
            until=FAR.date(),
            sha256="0" * 64,
            at=THEN,
            org_root=org.root,
            org_path=org.path,
        )
    )


def _template(world: World, key: str) -> None:
    world.add(
        Template(
            id=new_id(),
            kind="proposal",
            title=canary("heading", key),
            body=canary("pattern", key),
            changed_by=canary("changer", key),
            changed_at=THEN,
            **_place(world, key),
        )
    )


def _mandate(world: World, key: str, hat: Hat) -> None:
    world.add(
        Mandate(
            id=new_id(),
            person_id=hat.person.id,
            person_name=canary("holder", f"{key}/{hat.post}"),
            kind="finance",
            number=canary("certificate", f"{key}/{hat.post}"),
            since=THEN.date(),
            until=FAR.date(),
            **_place(world, key),
        )
    )


def _letter(world: World, key: str, state: str, of: str = "", **more: Any) -> Letter:
    org, firm = world.orgs[of or key], world.orgs[f"{of or key}-firm"]
    sent = {"word": "建", "sha256": "0" * 64, "issued_at": THEN} if more else {}
    return world.add(
        Letter(
            id=new_id(),
            org_id=org.id,
            org_root=org.root,
            org_path=org.path,
            org_name=org.name,
            kind="proposal",
            title=canary("letter", key),
            body=canary("body", key),
            to_id=firm.id,
            to_name=firm.name,
            firm_id=firm.id,
            firm_name=firm.name,
            state=state,
            outcome="adopt" if more else "",
            by_name=canary("drafter", key),
            created_at=THEN,
            moved_at=THEN,
            due_at=DUE,
            **sent,
            **more,
        )
    )
