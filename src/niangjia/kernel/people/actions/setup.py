"""Setting up an empty house: a one-time link, the first union, its administrator."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from niangjia.kernel.acts.page import digest
from niangjia.kernel.base import regions
from niangjia.kernel.base.clock import now, today
from niangjia.kernel.base.context import act
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Hidden
from niangjia.kernel.people import rules, sealing, tree
from niangjia.kernel.people.models import Org, SetupLink

GOOD_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the wizard asks. The phone is already in its one form."""

    union_name: str
    region_code: str
    level: str
    admin_name: str
    admin_phone: str


@dataclass(frozen=True, slots=True)
class SetUp:
    """What there is now."""

    union_name: str
    admin_name: str


def make_link() -> str | None:
    """A fresh link's path for an empty house, None for one that has a union.

    For the installer, in a transaction of the keeper's role. Earlier links stop working.
    """
    if Org.objects.exists():
        return None
    SetupLink.objects.all().delete()
    token = secrets.token_urlsafe(32)
    SetupLink.objects.create(digest=digest(token), expires_at=now() + GOOD_FOR)
    return f"/setup/{token}/"


def link_open(token: str) -> bool:
    """True while the link may be used."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.setup_ready(%s)", [token])
        return bool(cursor.fetchone()[0])


def set_up(token: str, wanted: Wanted) -> SetUp:
    """Create the root union and its administrator, who sees no case. The link is used up.

    No permit guards this: an empty house has nobody to hold one. The link does (sql/setup.sql).
    """
    rules.insist(tree.region_fits("union", wanted.level, wanted.region_code, ""), "region")
    facts = _facts(wanted)
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.set_up_house(%s, %s::jsonb)", [token, json.dumps(facts)])
        if not cursor.fetchone()[0]:
            raise Hidden
    act().note("setup.done", "setup", None, regions.path_of(wanted.region_code))
    return SetUp(wanted.union_name, wanted.admin_name)


def _facts(wanted: Wanted) -> dict[str, object]:
    person_id, code = new_id(), wanted.region_code
    words = sealing.org_words(wanted.union_name, "", code, "")
    return {
        "org": {
            "id": str(new_id()),
            "level": wanted.level,
            "name": wanted.union_name,
            "region": code,
            "path": regions.path_of(code),
            "lexemes": words,
        },
        "person": {
            "id": str(person_id),
            "name": wanted.admin_name,
            "lexemes": sealing.person_words(wanted.admin_name, wanted.admin_phone),
            **sealing.phone_fields(person_id, wanted.admin_phone),
        },
        "post_id": str(new_id()),
        "since": today().isoformat(),
    }
