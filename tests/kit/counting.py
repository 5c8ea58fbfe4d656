"""Every page that lists or shows something, opened by everybody who may, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bench import town
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from niangjia.kernel.acts.acting import acting
from niangjia.kernel.base.context import Act
from niangjia.kernel.base.kept import Kept
from niangjia.kernel.people import sessions

from . import crowd, routes

#: Further ways to ask for a page, by its address.
ASKED = {
    "services/": ("q=宿舍",),
    "feedback/mine/": ("state=closed",),
    "feedback/firms/": ("q=公司",),
    "firm/feedback/": ("state=closed",),
    "desk/feedback/": (
        "tab=late",
        "tab=out",
        "tab=open",
        "tab=done",
        "tab=open&sort=new",
        "tab=open&sort=old",
        "tab=open&q=宿舍",
        "tab=open&board=voice",
        "tab=open&state=answered",
        "tab=open&firm=公司7",
        "tab=open&mine=1",
        "tab=open&origin=visit&age=7&stars=2&by=2030-01-01",
    ),
    "desk/insight/": ("start=2026-07-01",),
    "desk/people/": ("kind=people", "q=公司", "kind=people&q=职工"),
    "desk/people/orgs/<uuid:org_id>/": ("tab=switches", "tab=brand"),
    "desk/people/orgs/<uuid:org_id>/appoint/": ("q=职工",),
    "desk/people/orgs/new/": ("kind=union", "kind=employer"),
    "desk/feedback/matters/": ("state=closed",),
    "desk/feedback/matters/new/": ("q=宿舍",),
    "desk/letters/": ("tab=done",),
    "desk/feedback/propose/": ("firm=公司7&board=&since=2020-01-01&until=2099-01-01",),
    "api/v1/cases": ("closed=true",),
}
#: Lists as paper or as a file.
LISTS = (
    "desk/feedback/export.xlsx",
    "desk/feedback/list.pdf",
    "desk/feedback/matters/list.pdf",
    "desk/letters/list.pdf",
)
#: Pages of the log-in itself show nothing of the house; a file of a whole list reads it in parts.
ELSEWHERE = ("account/", *LISTS)


@dataclass(slots=True)
class Opened:
    """One page opened once: statements sent, without BEGIN and COMMIT, the gate and the finish."""

    who: str
    address: str
    statements: list[str] = field(default_factory=list)


def values() -> dict[str, str]:
    """What stands in addresses."""
    return {
        "case_id": town.id_of(town.CASE, crowd.LOOKED_AT),
        "org_id": town.id_of(town.UNION, 7),
        "person_id": town.id_of(town.PERSON, crowd.ASKER),
        "appointment_id": crowd.one("SELECT id FROM people_appointment WHERE post = 'chair'"),
        "run_id": crowd.one("SELECT id FROM people_import LIMIT 1"),
        "matter_id": crowd.one("SELECT id FROM cases_matter ORDER BY org_path LIMIT 1"),
        "broadcast_id": crowd.one("SELECT id FROM notices_broadcast ORDER BY org_path LIMIT 1"),
        "survey_id": crowd.one("SELECT id FROM surveys_survey ORDER BY org_path LIMIT 1"),
        "offer_id": "00000000-0000-7000-8000-000000000000",
        "campaign_id": "00000000-0000-7000-8000-000000000000",
        "pack_id": "00000000-0000-7000-8000-000000000000",
        "roll_id": "00000000-0000-7000-8000-000000000000",
        "handed_id": "00000000-0000-7000-8000-000000000000",
        "point_id": "00000000-0000-7000-8000-000000000000",
        "item_id": "00000000-0000-7000-8000-000000000000",
        "help_id": "00000000-0000-7000-8000-000000000000",
        "visit_id": "00000000-0000-7000-8000-000000000000",
        "slip_id": "00000000-0000-7000-8000-000000000000",
        "question_id": "q1",
        "slot": "nonsense",
        "advice_id": crowd.one("SELECT id FROM insight_advice LIMIT 1"),
        "batch_id": crowd.one("SELECT id FROM desks_batch LIMIT 1"),
        "view_id": crowd.one("SELECT id FROM desks_view LIMIT 1"),
        "words_id": crowd.one("SELECT id FROM desks_canned LIMIT 1"),
        "kind": "people",
        "path": "33.01.99.",
        "letter_id": crowd.one("SELECT id FROM letters_letter ORDER BY org_path DESC LIMIT 1"),
        "mediation_id": crowd.one(
            "SELECT id FROM mediation_mediation ORDER BY org_path DESC LIMIT 1"
        ),
        "bundle_id": "00000000-0000-7000-8000-000000000000",
        "template": "proposal",
        "suffix": "docx",
        "code": "330199",
        "key": "case.received",
        "number": "2026",
    }


def addresses() -> Iterator[tuple[str, str]]:
    """(name of the page, path) of every page without a parameter we have no value for."""
    given = values()
    for route in routes.walk():
        if route.address.startswith(ELSEWHERE) or "GET" not in route.methods:
            continue
        if set(route.parameters) <= set(given):
            path = route.path(given)
            for tail in ("", *(f"?{asked}" for asked in ASKED.get(route.address, ()))):
                yield "/" + route.address + tail, path + tail


def opened(who: str) -> Iterator[Opened]:
    """Every page this reader gets, cold: what processes remember is forgotten before each."""
    client = client_of(who)
    for name, path in addresses():
        Kept.forget_all()
        sessions.forget()
        connection.queries_log.clear()  # it holds 9,000, fewer than all pages send
        with CaptureQueriesContext(connection) as sent:
            answer = client.get(path)
            b"".join(answer)  # a file is read from the database while it is sent
        if answer.status_code == 200:
            yield Opened(who, name, [said["sql"] for said in sent if counts(said["sql"])])


def client_of(who: str) -> Client:
    """A browser, or for the API a program, of one of the crowd."""
    headers = {"Authorization": f"Bearer token-{crowd.ASKER}"} if who == "worker" else {}
    client = Client(headers=headers)
    if who != "nobody":
        client.cookies[settings.SESSION_COOKIE_NAME] = crowd.COOKIES[who]
    return client


def counts(statement: str) -> bool:
    """Whether it is a statement of ours, not the frame of a transaction."""
    return not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"))


def counted() -> dict[str, dict[str, int]]:
    """Reader -> page -> number of statements."""
    return {
        who: {one.address: len(one.statements) for one in opened(who)} for who in crowd.EVERYBODY
    }


@dataclass(frozen=True, slots=True)
class Plan:
    """How PostgreSQL carried a statement out."""

    statement: str
    #: Blocks of 8 kB it looked at, in memory or not.
    buffers: int
    #: Tables read from end to end even when PostgreSQL would rather not: no index helps.
    scanned: frozenset[str]


def explained(statement: str) -> Plan:
    """Run a statement again and look at its plan, inside the act of whoever asked it."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + statement)
        top = cursor.fetchone()[0][0]["Plan"]
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN (FORMAT JSON) " + statement)
        reluctant = cursor.fetchone()[0][0]["Plan"]
        cursor.execute("SET LOCAL enable_seqscan = on")
    scanned = (n["Relation Name"] for n in _nodes(reluctant) if n["Node Type"] == "Seq Scan")
    buffers = top["Shared Hit Blocks"] + top["Shared Read Blocks"]
    return Plan(statement, buffers, frozenset(scanned))


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from _nodes(inner)


def plans(page: Opened) -> list[Plan]:
    """The plans of everything a page reads in its act, as its reader."""
    reads = [
        said
        for said in page.statements
        if said.lstrip().startswith(("SELECT", "WITH")) and "people_session" not in said
    ]
    secret = crowd.COOKIES.get(page.who, "")
    kind = "session" if secret else "nobody"
    if page.address.startswith("/api/") and page.who == "worker":
        kind, secret = "token", f"token-{crowd.ASKER}"
    with acting(Act(kind, secret, "test")):
        return [explained(said) for said in reads]
