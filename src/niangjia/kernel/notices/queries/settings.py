"""How people are reached: what they chose, and what their union says on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import date_text, local, now
from niangjia.kernel.base.types import Actor
from niangjia.kernel.notices.engine import sending, words
from niangjia.kernel.notices.models import Channel, Delivery, Preference, Wording
from niangjia.kernel.people import door as people


@dataclass(frozen=True, slots=True)
class Reached:
    """What the acting person chose, and where that leads, masked. `may_wechat`: the house has an
    account there."""

    wishes: Preference
    phone: str
    email: str
    wechat: bool
    may_wechat: bool


@query(permit="notices.settings")
def reached(actor: Actor) -> Reached:
    """The own choice, or what holds for who chose nothing."""
    chosen = Preference.objects.filter(person_id=actor.me).first()
    own = people.addresses([actor.me]).get(actor.me) or people.Addresses("")
    return Reached(
        chosen or Preference(person_id=actor.me),
        people.masked(own.phone),
        _masked(own.email),
        bool(own.openid),
        bool(settings.NIANGJIA_WECHAT_APP),
    )


def _masked(email: str) -> str:
    """l***@example.cn."""
    name, _at, host = email.rpartition("@")
    return f"{name[:1]}***@{host}" if host else ""


@query(permit="notices.deliver")
def waiting(actor: Actor) -> list[Channel]:
    """Channels by which something waits to leave now."""
    due = Delivery.objects.filter(sending.waiting(now()))
    return [Channel(one) for one in due.values_list("channel", flat=True).distinct()]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a phone, a mailbox and WeChat would show, as it stands."""

    sms: str
    subject: str
    mail: str
    wechat: str
    template: bool


@dataclass(frozen=True, slots=True)
class Own:
    """A union's own words, and what is in force with those inherited."""

    own: Mapping[str, str]
    preview: Preview
    changed: str


@query(permit="notices.words")
def union_words(actor: Actor) -> Own:
    """The words where the actor stands."""
    row = Wording.objects.filter(org_id=actor.org).first()
    held = words.at(actor.org_path)
    preview = Preview(
        words.sms(held, 1),
        words.subject(held, 1),
        words.mail(held, 1),
        words.short(held, 1),
        bool(held.wechat_template),
    )
    own = {name: getattr(row, name) if row else "" for name in words.FIELDS}
    changed = f"{row.changed_by} {date_text(local(row.changed_at).date())}" if row else ""
    return Own(own, preview, changed if any(own.values()) else "")
