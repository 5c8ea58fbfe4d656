"""Numbers for the people of the test world, and the messages they got."""

from __future__ import annotations

import re

from niangjia.kernel.people import sealing
from niangjia.kernel.people.models import Account, DevSms, Person
from tests.kit.sowing import seeding


def give(person: Person, phone: str, *, account: bool = True) -> None:
    """Put a number into a person's record, and make it the log-in unless told otherwise."""
    with seeding():
        Person.objects.filter(pk=person.pk).update(**sealing.phone_fields(person.pk, phone))
        found = Account.objects.filter(person_id=person.pk)
        for one in found if account else ():
            found.update(**sealing.account_phone_fields(one.pk, phone), phone_verified=True)
        if not account:
            found._raw_delete(found.db)  # the keeper may not look for what hangs on accounts


def sent(phone: str) -> list[str]:
    """Texts sent to a number, newest first."""
    rows = DevSms.objects.filter(phone=phone).order_by("-at", "-id")
    return list(rows.values_list("text", flat=True))


def code(phone: str) -> str:
    """The digits of the newest text."""
    found = re.search(r"(?<![0-9])[0-9]{6}(?![0-9])", sent(phone)[0])
    assert found, sent(phone)
    return found.group()
