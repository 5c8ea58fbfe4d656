"""Who holds a number, and the account behind it. Runs in the entry role: ids, never records."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from niangjia.kernel.base.ids import new_id
from niangjia.kernel.people import sealing
from niangjia.kernel.people.models import Account, Session


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose number it is. `active` is False for a record or an account that was shut."""

    person_id: UUID | None
    account_id: UUID | None
    active: bool
    has_post: bool


def holder(phone: str) -> Holder:
    """Look a number up; the answer for a stranger has no ids."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM api.person_of_phone(%s)", [sealing.phone_index(phone)])
        person_id, account_id, active, has_post = cursor.fetchone()
    return Holder(person_id, account_id, bool(active), bool(has_post))


def admit(phone: str, name: str) -> Account | None:
    """The account of whoever proved to hold `phone`, made when there is none yet.

    With a name a stranger is registered; without one a stranger stays out (None). A shut record
    gives an account that is not active.
    """
    with transaction.atomic():
        found = holder(phone)
        if found.person_id is None and not name:
            return None
        person_id = found.person_id or _register(phone, name)
        account = _account(person_id, found, phone)
        account.is_active = account.is_active and (found.active or found.person_id is None)
        return account


def _register(phone: str, name: str) -> UUID:
    person_id = new_id()
    row = {
        "id": str(person_id),
        "name": name,
        **sealing.phone_fields(person_id, phone),
        "lexemes": sealing.person_words(name, phone),
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.register(%s::jsonb)", [json.dumps(row)])
    return person_id


def _account(person_id: UUID, found: Holder, phone: str) -> Account:
    account = Account.objects.filter(pk=found.account_id).first() if found.account_id else None
    if account is None:
        account = Account(person_id=person_id)
        account.set_unusable_password()
    if account.phone_index != sealing.phone_index(phone):
        _give(account, found, phone)
    return account


def _give(account: Account, found: Holder, phone: str) -> None:
    """Tie the proved number to the account, and end what the old one had opened.

    The number in the records may have been changed at a desk. For somebody with a post that is
    not enough to get in: whoever edits records would hold the keys of every office.
    """
    if found.account_id and found.has_post:
        account.is_active = False
        return
    for name, value in sealing.account_phone_fields(account.id, phone).items():
        setattr(account, name, value)
    account.phone_verified = True
    account.save()
    Session.objects.filter(person_id=account.person_id).delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.phone_proved(%s, %s)", [account.person_id, account.phone_index])
