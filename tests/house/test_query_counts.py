"""A page sends as many statements on a hundred thousand cases as on fifty, and no more than noted.

`query_counts.json` notes them; after a deliberate change run with NIANGJIA_NOTE_COUNTS=1 and look
at the difference before you commit it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit import counting, crowd, database

NOTED = Path(__file__).with_name("query_counts.json")
#: (cases, workers)
FEW, MORE, MANY = (100, 10), (1000, 30), (100_000, 2000)


@pytest.mark.row("000-21")
def test_statements_are_as_noted_and_do_not_grow(transactional_db: None) -> None:
    few, more = counted(FEW), counted(MORE)
    if os.environ.get("NIANGJIA_NOTE_COUNTS"):
        NOTED.write_text(json.dumps(few, ensure_ascii=False, indent=2) + "\n")
    assert not different(few, more)
    assert not different(noted(), few)


Counts = dict[str, dict[str, int]]


def noted() -> Counts:
    """What stands in the file."""
    found: Counts = json.loads(NOTED.read_text())
    return found


def different(wanted: Counts, found: Counts) -> list[str]:
    """Pages that cost something else, or are there for one of both only."""
    return [
        f"{who} {page}: {wanted[who].get(page)} -> {found[who].get(page)}"
        for who in crowd.EVERYBODY
        for page in sorted({*wanted[who], *found[who]})
        if wanted[who].get(page) != found[who].get(page)
    ]


def counted(size: tuple[int, int]) -> Counts:
    """What every page costs on a district of that size."""
    database.sweep(database.clone_name(), many=0)
    crowd.plant(*size)
    return counting.counted()


LISTS = ("/desk/feedback/", "/firm/feedback/", "/feedback/mine/", "/messages/", "/me/seen/",
         "/api/v1/cases", "/desk/people/", "/desk/notices/", "/")  # fmt: skip
#: Unions with settings of their own: few, and every process keeps them for a while.
FEW_ROWS = frozenset({"people_orgsettings"})
#: Blocks of 8 kB a statement may look at. Who sees the whole district must not feel its size; the
#: others may read what is their own: 500 cases of a union, 50 that wait for a firm or of an author.
#: Which of two plans reads those few is up to the sample the statistics were made from.
OWN_ROWS = 600
MOST_BUFFERS = {"chair": OWN_ROWS, "firm": OWN_ROWS, "worker": OWN_ROWS}
WITH_SIGHT_OF_ALL = 200
#: Filters that few or no cases of a district fit: the open ones are gone through, once (40 ms of
#: 50,000). An index for each of them would cost every case that is written.
NARROW, GONE_THROUGH = ("firm=", "origin="), 5000


@pytest.mark.deep
@pytest.mark.row("000-21")
def test_statements_are_as_noted_on_a_hundred_thousand_cases(transactional_db: None) -> None:
    wrong = different(noted(), counted(MANY)) + list(dear_ones())
    assert not wrong, "\n\n".join(wrong)


def allowed(who: str, address: str) -> int:
    """Blocks a statement of a page may look at."""
    if who in MOST_BUFFERS:
        return MOST_BUFFERS[who]
    return GONE_THROUGH if any(one in address for one in NARROW) else WITH_SIGHT_OF_ALL


def parts(statement: str) -> int:
    """Counts of several filters at once cost as much as each of them together."""
    return max(1, statement.count("(SELECT count(*) FROM (SELECT"))


def dear_ones() -> Iterator[str]:
    """Statements of lists that read a large table from end to end, or too many blocks."""
    lists = (
        page
        for who in crowd.EVERYBODY
        for page in counting.opened(who)
        if page.address.partition("?")[0] in LISTS
    )
    for page in lists:
        for plan in counting.plans(page):
            most = allowed(page.who, page.address) * parts(plan.statement)
            scanned = sorted(plan.scanned - FEW_ROWS)
            if scanned or plan.buffers > most:
                yield f"{page.who} {page.address}: {plan.buffers} {scanned} {plan.statement}"
