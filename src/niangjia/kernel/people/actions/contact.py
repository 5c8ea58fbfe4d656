"""One's own addresses beside the phone: e-mail and WeChat, each proved before it is kept."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime, timedelta
from uuid import UUID

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.sealed import Unreadable, seal, unseal
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.people import sealing
from niangjia.kernel.people.models import Person

#: How long the link in a proving e-mail opens.
PROOF = timedelta(days=1)
#: Letters of an address that fit into the sealed column.
LONGEST = 100


def proof(person_id: UUID, address: str) -> str:
    """A sealed word that only this person can use, to be carried to `address` and back."""
    facts = json.dumps([address, (now() + PROOF).isoformat()])
    sealed = seal(facts, sealing.LINK, person_id)
    return base64.urlsafe_b64encode(sealed.encode()).decode().rstrip("=")


def proved(person_id: UUID, word: str) -> str:
    """The address a proof was carried to. Raises Hidden for another's, an old or a broken one."""
    try:
        padded = word.encode() + b"=" * (-len(word) % 4)
        sealed = base64.urlsafe_b64decode(padded).decode()
        address, until = json.loads(unseal(sealed, sealing.LINK, person_id))
    except (Unreadable, binascii.Error, ValueError) as wrong:
        raise Hidden("no_proof") from wrong
    if datetime.fromisoformat(until) < now():
        raise Hidden("old_proof")
    return str(address)


@action(permit="people.account", audit="people.email_proved", silent=True)
def keep_email(actor: Actor, *, word: str) -> Written:
    """Keep the address a proof was carried to as one's own."""
    address = proved(actor.me, word)
    sealed = seal(address, sealing.PERSON_EMAIL, actor.me)
    Person.objects.filter(id=actor.me).update(email=sealed)
    return Written(actor.me, actor.org_path)


@action(permit="people.account", audit="people.email_removed", silent=True)
def forget_email(actor: Actor) -> Written:
    """Take one's address away."""
    Person.objects.filter(id=actor.me).update(email="")
    return Written(actor.me, actor.org_path)


@action(permit="people.bind", audit="people.wechat_bound", silent=True)
def bind_wechat(actor: Actor, *, person_id: UUID, openid: str) -> Written:
    """Keep whom WeChat said this is."""
    sealed = seal(openid, sealing.PERSON_OPENID, person_id)
    Person.objects.filter(id=person_id, state="active").update(openid=sealed)
    return Written(person_id, actor.org_path)


@action(permit="people.account", audit="people.wechat_unbound", silent=True)
def unbind_wechat(actor: Actor) -> Written:
    """WeChat and the record no longer know one another."""
    Person.objects.filter(id=actor.me).update(openid="")
    return Written(actor.me, actor.org_path)
