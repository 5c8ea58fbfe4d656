"""Writes of bulletins: draft, words, right of reply, publication, withdrawal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.acts.flow import move
from niangjia.kernel.base.clock import day_text, now, today
from niangjia.kernel.base.context import act
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Hidden, Post, Refusal, Verdict
from niangjia.kernel.base.wording import insist, phrase
from niangjia.kernel.notices import door as notices
from niangjia.kernel.notices.door import Weight
from niangjia.kernel.people import door as people
from niangjia.kernel.rules import door as clocks

from . import advising, drafting, gathering, printing, reckoning, rollup
from .flow import BULLETIN
from .models import Bulletin, Part

HANDLERS = (Post.OFFICER, Post.CHAIR)
SERVICE = "insight"
#: Versions of the words that are kept.
VERSIONS = 20


def due(path: str) -> Any:
    """Deadlines of bulletins at a place; None in a year nobody announced."""

    def by(clock: str) -> datetime | None:
        try:
            return clocks.due(clock, path, now())
        except clocks.UnknownYear:
            return None

    return by


def own(actor: Actor, bulletin_id: UUID) -> Bulletin:
    """A bulletin of the actor's union; anybody else's does not exist."""
    found = Bulletin.objects.filter(pk=bulletin_id, org_id=actor.org).first()
    if found is None:
        raise Hidden("no_bulletin")
    return found


@action(permit="insight.draft", audit="insight.drafted", silent=True)
def draft(actor: Actor, *, start: date, months: int) -> Bulletin:
    """Freeze the figures of a period and write first words."""
    found = gathering.figures(actor, start, months)
    words = drafting.sections(found, advising.holding(actor.org_path))
    return _begun(actor, start=start, months=months, figures=found.frozen(), sections=words)


@action(permit="insight.draft", audit="insight.begun", silent=True)
def draft_own(actor: Actor, *, start: date, until: date, group: Mapping[str, Any]) -> Bulletin:
    """Begin a bulletin about days or firms of one's own choice; a job counts its figures."""
    made = _begun(actor, start=start, months=0, until=until, group=dict(group))
    act().defer("insight.reckon", bulletin_id=str(made.id))
    return made


def _begun(actor: Actor, **values: Any) -> Bulletin:
    bulletin = Bulletin(
        id=new_id(),
        org_id=actor.org,
        org_root=actor.org_root,
        org_path=actor.org_path,
        org_name=actor.org_name,
        state=BULLETIN.initial,
        by_name=actor.name,
        created_at=now(),
        moved_at=now(),
        due_at=due(actor.org_path)("bulletin.draft"),
        **values,
    )
    bulletin.save(force_insert=True)
    return bulletin


@action(permit="insight.count", audit="insight.reckoned", silent=True)
def reckon(actor: Actor, *, bulletin_id: UUID) -> None:
    """Count the figures of a bulletin that has none yet, and write first words."""
    found = Bulletin.objects.filter(pk=bulletin_id, state="draft", figures={}).first()
    if found is None:
        return
    figures = reckoning.reckon(found, rollup.midnight(today()))
    words = {}
    if "refused" not in figures:
        advice = advising.holding(found.org_path)
        words = drafting.sections(drafting.Figures(**figures), advice)
    Bulletin.objects.filter(pk=found.pk, figures={}).update(figures=figures, sections=words)


def _counted(found: Bulletin) -> Bulletin:
    """A bulletin without figures is nobody's to read."""
    if "total" not in found.figures:
        raise Refusal("no_figures", _("数字还没算好，过一会儿再来。"))
    return found


@action(permit="insight.draft", audit="insight.worded", silent=True)
def write(actor: Actor, *, bulletin_id: UUID, sections: Mapping[str, str]) -> Bulletin:
    """Change the words of a draft; those before are kept, with who changed them."""
    found = _counted(own(actor, bulletin_id))
    old = {"by": actor.name, "at": day_text(now()), "sections": found.sections}
    versions = [old, *found.versions][:VERSIONS]
    same = Bulletin.objects.filter(pk=found.pk, state="draft", sections=found.sections)
    if not same.update(sections=dict(sections), versions=versions, by_name=actor.name):
        raise Refusal("changed", _("刚刚有人改过了，请看看最新的再改。"))
    found.sections, found.versions = dict(sections), versions
    return found


@action(permit="insight.draft", audit="insight.asked")
def ask(actor: Actor, *, bulletin_id: UUID) -> Bulletin:
    """Show every firm the bulletin names its own part, and wait for its answer."""
    found = _counted(own(actor, bulletin_id))
    move(actor, found, "ask", BULLETIN, due(found.org_path))
    for row in found.figures["firms"]:
        _tell_firm(found, row)
    return found


def _tell_firm(found: Bulletin, row: dict[str, Any]) -> None:
    firm, values = UUID(row["org"]), {"due_at": found.due_at, "figures": row}
    known = Part.objects.filter(bulletin=found, firm_id=firm)
    if not known.update(**values):
        place = {"org_root": found.org_root, "org_path": found.org_path}
        union = {"union_id": found.org_id, "union_name": found.org_name}
        name = {"firm_id": firm, "firm_name": row["title"], "title": printing.title(found)}
        Part(id=new_id(), bulletin=found, **place, **union, **name, **values).save(
            force_insert=True
        )
    notices.tell_posts(
        firm,
        (Post.RESPONDER,),
        service=SERVICE,
        title=noop("通报里写到你们单位，请先看看"),
        text=noop("有话要说，在期限前写下来，会一字不改印在旁边。"),
        link="/firm/bulletins/",
        weight=Weight.DUE,
    )


@action(permit="insight.reply", audit="insight.replied")
def reply(actor: Actor, *, part_id: UUID, text: str) -> Part:
    """A firm's answer to its part; until the day it may change it."""
    part = Part.objects.filter(pk=part_id, firm_id=actor.org).first()
    if part is None:
        raise Hidden("no_part")
    if part.due_at is None or part.due_at < now():
        raise Refusal("over", _("答复的期限过了，请直接和工会联系。"))
    Part.objects.filter(pk=part.pk).update(reply=text.strip(), replied_at=now())
    notices.tell_posts(
        part.union_id,
        HANDLERS,
        service=SERVICE,
        title=noop("单位对通报有答复"),
        text=phrase("%(firm)s 写了答复。", firm=part.firm_name),
        link=f"/desk/insight/bulletins/{part.bulletin_id}/",
    )
    return part


def may_publish(due_at: datetime | None, waiting: int, at: datetime) -> Verdict:
    """Every firm named has answered, or its days are over. Source: docs/requirements.md 003-10."""
    if not waiting or (due_at is not None and due_at < at):
        return Verdict(True)
    return Verdict(
        False,
        "003-10",
        noop("还有单位没答复，期限也没到"),
        noop("等单位都答复了，或者期限过了，再公开"),
    )


@action(permit="insight.publish", audit="insight.published")
def publish(actor: Actor, *, bulletin_id: UUID) -> Bulletin:
    """Let everybody below read it, with the replies as they are now."""
    found = own(actor, bulletin_id)
    parts = list(Part.objects.filter(bulletin=found).order_by("firm_name"))
    waiting = sum(part.replied_at is None for part in parts)
    insist(may_publish(found.due_at, waiting, now()), "too_early", clause="003-10")
    said = [{"firm": part.firm_name, "text": part.reply} for part in parts]
    move(actor, found, "publish", BULLETIN, due(found.org_path), replies=said, published_at=now())
    _end(found)
    _tell_readers(actor, found, noop("新的满意度通报"), noop("本期的三率、问题和建议都在里面。"))
    return found


@action(permit="insight.draft", audit="insight.dropped", silent=True)
def drop(actor: Actor, *, bulletin_id: UUID) -> Bulletin:
    """Give a bulletin up that was never published."""
    found = own(actor, bulletin_id)
    move(actor, found, "drop", BULLETIN, due(found.org_path))
    _end(found)
    return found


@action(permit="insight.draft", audit="insight.mended", silent=True)
def mend(actor: Actor, *, bulletin_id: UUID) -> Bulletin:
    """Back to the words: firms are shown it again afterwards."""
    found = own(actor, bulletin_id)
    move(actor, found, "mend", BULLETIN, due(found.org_path))
    _end(found)
    return found


@action(permit="insight.publish", audit="insight.withdrawn")
def withdraw(actor: Actor, *, bulletin_id: UUID) -> Bulletin:
    """Take a published bulletin back: nobody below reads it any more, and they are told."""
    found = own(actor, bulletin_id)
    move(actor, found, "withdraw", BULLETIN, due(found.org_path))
    _tell_readers(actor, found, noop("一份满意度通报收回了"), noop("请不要再用里面的数。"))
    return found


def _end(found: Bulletin) -> None:
    Part.objects.filter(bulletin=found).update(due_at=None)


def _tell_readers(actor: Actor, found: Bulletin, title: str, text: str) -> None:
    """Unions right below, and the firms it names."""
    link = f"/bulletins/{found.id}/"
    towns = people.unions_right_below(actor.org)
    firms = [UUID(row["org"]) for row in found.figures["firms"]]
    for org, posts in [*((t, HANDLERS) for t in towns), *((f, (Post.RESPONDER,)) for f in firms)]:
        notices.tell_posts(org, posts, service=SERVICE, title=title, text=text, link=link)
