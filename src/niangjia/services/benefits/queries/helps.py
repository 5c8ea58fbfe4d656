"""Help with a claim as pages show it: lists carry no name and no word of what happened."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import date_text, day_text, local, now, today
from niangjia.kernel.base.pills import Status
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers import door as offers
from niangjia.kernel.offers.door import CoverHelp, help_rules, helping
from niangjia.kernel.people import door as people

PILLS = {
    "asked": ("warn", "clock"),
    "taken": ("info", "hand"),
    "sent": ("info", "send"),
    "paid": ("ok", "clock"),
    "missing": ("err", "alert"),
    "came": ("ok", "check"),
    "settled": ("", "check"),
    "refused": ("err", "close"),
    "withdrawn": ("", "undo"),
}
#: What is done by the day a wait ends, in words for the member.
PROMISES = {
    "asked": noop("%(when)s前，工会接手，打电话给你"),
    "taken": noop("%(when)s前，工会把材料交给保险公司"),
    "sent": noop("%(when)s前，工会问到保险公司的结果"),
    "paid": noop("%(when)s前，请说一声钱到没到；不说就当办完"),
    "missing": noop("%(when)s前，工会问清楚钱在哪里"),
}
#: Verb -> icon and what happened; a word of the union has words of its own.
DEEDS = {
    "ask": ("say", noop("提出求助")),
    "take": ("hand", noop("工会接手了")),
    "send": ("send", noop("交给保险公司了")),
    "pay": ("gift", noop("保险公司说赔")),
    "refuse": ("close", noop("保险公司说不赔")),
    "call_off": ("undo", noop("撤回了")),
    "withdraw": ("undo", noop("撤回了")),
    "came": ("check", noop("钱到了")),
    "missing": ("alert", noop("钱没到")),
    "contest": ("refresh", noop("请工会再问一次")),
    "settle": ("clock", noop("没有回音，按办完收尾")),
    "word": ("note", noop("补充了一句")),
}
SAYS = noop("工会说")
yuan = offers.campaigns.yuan


def shown(row: CoverHelp) -> dict[str, Any]:
    """A request as the templates take it, without its words."""
    kind, icon = PILLS[row.state]
    due = date_text(local(row.due_at).date()) if row.due_at else ""
    return {
        "id": row.id,
        "number": row.number,
        "title": row.title,
        "insurer": row.insurer,
        "org": row.org_name,
        "kind": _(helping.Kinds(row.kind).label),
        "day": date_text(row.day),
        "asked": day_text(row.at),
        "step": row.state,
        "state": Status(kind, icon, _(helping.States(row.state).label)),
        "handler": row.handler_name,
        "sent": date_text(row.sent_on) if row.sent_on else "",
        "reference": row.reference,
        "yuan": yuan(row.fen) if row.fen else "",
        "due": due,
        "late": bool(row.due_at and row.due_at < now()),
        "promise": _(PROMISES[row.state]) % {"when": due} if due else "",
        "open": row.closed_at is None,
    }


def steps(row: CoverHelp) -> list[dict[str, Any]]:
    """Its history as a timeline, the newest last."""
    said = [_step(one) for one in helping.history(row)]
    if row.closed_at is None and said:
        said[-1]["state"] = "now"
    return said


def _step(one: helping.Said) -> dict[str, Any]:
    icon, title = DEEDS[one.verb]
    if one.verb == helping.WORD and not one.by_person:
        icon, title = "say", SAYS
    return {
        "state": "done",
        "icon": icon,
        "title": _(title),
        "by": one.by,
        "when": day_text(one.at),
        "text": "\n".join(filter(None, (_facts(one.facts), one.text))),
        "voice": "mine" if one.by_person else "",
    }


def _facts(facts: dict[str, Any]) -> str:
    if "fen" in facts:
        return _("赔 %(yuan)s 元") % {"yuan": yuan(facts["fen"])}
    if "reference" in facts:
        day = date_text(date.fromisoformat(facts["day"]))
        words = {"day": day, "number": facts["reference"]}
        return _("%(day)s交的，那边的编号 %(number)s") % words
    return ""


def _can(row: CoverHelp, actor: Actor) -> dict[str, bool]:
    """The steps this reader may take now, by verb; and a word while it is under way."""
    verbs = help_rules.HELP.open_to(row.state, actor.post)
    return {step.verb: step.verb in verbs for step in help_rules.HELP.steps} | {
        "word": row.closed_at is None
    }


@query(permit="benefits.see")
def mine(actor: Actor) -> list[dict[str, Any]]:
    """My requests."""
    return [shown(one) for one in helping.mine(actor)]


@query(permit="benefits.see")
def one_of_mine(actor: Actor, help_id: UUID) -> dict[str, Any]:
    """One of my requests, with what I said and what became of it."""
    row = helping.one_of_mine(actor, help_id)
    return {
        "help": shown(row),
        "told": helping.told(row),
        "steps": steps(row),
        "can": _can(row, actor),
    }


@query(permit="benefits.see")
def asking(actor: Actor, roll_id: UUID) -> dict[str, Any]:
    """The cover somebody asks for help on, and the phone to ring back."""
    row = helping.cover(actor, roll_id)
    until = helping.last_day(row)
    me = people.person(actor.me)
    return {
        "cover": {
            "id": row.id,
            "title": row.title,
            "why": row.why,
            "source": row.source,
            "org": row.org_name,
            "since": date_text(row.since),
            "until": date_text(until) if until else "",
        },
        "phone": me.phone if me else "",
        "day": today(),
    }


@query(permit="benefits.run")
def listed(actor: Actor, *, over: bool, cursor: str) -> dict[str, Any]:
    """A page of requests to the union, without names and words."""
    found = helping.listed(actor, over=over, cursor=cursor)
    tab = "&tab=over" if over else ""
    return {
        "helps": [shown(one) for one in found.items],
        "over": over,
        "more_url": f"?after={found.cursor}{tab}" if found.cursor else None,
    }


def opened(actor: Actor, row: CoverHelp, told: helping.Told) -> dict[str, Any]:
    """One request for whoever wrote the look down."""
    return {"help": shown(row), "told": told, "steps": steps(row), "can": _can(row, actor)}
