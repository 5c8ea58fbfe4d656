"""Phones and identity numbers at rest: sealed to their row, found again by a blind index."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, TextField, Value

from niangjia.kernel.base.sealed import blind, seal, unseal
from niangjia.kernel.base.search import lexemes

from .models import Account, Person

PERSON_PHONE = "people_person.phone"
PERSON_ID = "people_person.id_number"
PERSON_EMAIL = "people_person.email"
PERSON_OPENID = "people_person.openid"
ACCOUNT_PHONE = "people_account.phone"
#: A column of an address that waits for its proof; never stored.
LINK = "people.proof"


def phone_index(phone: str) -> str:
    """The blind index of a phone given as 11 digits; the same for persons and accounts."""
    return blind(phone, "phone")


def id_index(number: str) -> str:
    """The blind index of an identity number."""
    return blind(number, "id_number")


def phone_fields(person_id: UUID, phone: str) -> dict[str, str]:
    """The three columns of a person's phone ("" clears them)."""
    return {
        "phone": seal(phone, PERSON_PHONE, person_id),
        "phone_index": phone_index(phone),
        "phone_last4": phone[-4:],
    }


def id_fields(person_id: UUID, number: str) -> dict[str, str]:
    """The two columns of a person's identity number ("" clears them)."""
    return {"id_number": seal(number, PERSON_ID, person_id), "id_index": id_index(number)}


def phone_of(person: Person) -> str:
    """A person's phone in the clear. Whoever shows it writes down a look."""
    return unseal(person.phone, PERSON_PHONE, person.id)


def id_number_of(person: Person) -> str:
    """A person's identity number in the clear. Whoever shows it writes down a look."""
    return unseal(person.id_number, PERSON_ID, person.id)


def email_of(person: Person) -> str:
    """A person's e-mail address in the clear."""
    return unseal(person.email, PERSON_EMAIL, person.id)


def openid_of(person: Person) -> str:
    """Whom WeChat means by a person."""
    return unseal(person.openid, PERSON_OPENID, person.id)


def account_phone_fields(account_id: UUID, phone: str) -> dict[str, str]:
    """The two columns of an account's phone."""
    return {"phone": seal(phone, ACCOUNT_PHONE, account_id), "phone_index": phone_index(phone)}


def account_phone(account: Account) -> str:
    """An account's phone in the clear, for sending it a code."""
    return unseal(account.phone, ACCOUNT_PHONE, account.id)


def person_words(name: str, phone: str) -> list[str]:
    """What a person is found by: the name, and the last four digits."""
    return lexemes(name, phone[-4:])


def org_words(name: str, short: str, code: str, credit_code: str) -> list[str]:
    """What an organisation is found by."""
    return lexemes(name, short, code, credit_code)


def vector(words: list[str]) -> Any:
    """Lexemes as the value of a search column."""
    array = Value(words, output_field=ArrayField(TextField()))
    return Func(array, function="array_to_tsvector")
