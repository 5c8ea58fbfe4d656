"""What 职工点评 does by itself: reminders, escalation, looking for matters, telling many people."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.context import actor
from niangjia.kernel.bundles import door as bundles
from niangjia.kernel.cases.door import finding
from niangjia.kernel.cases.door import lessons as kept
from niangjia.kernel.files import door as files

from . import actions, rules
from .actions import lessons, matters
from .queries import packing, wordlist

NAME = "clocks"


@app.periodic(cron="*/10 * * * *")
@app.task(name="feedback.watch", queueing_lock="feedback.watch")
def watch(timestamp: int) -> None:
    """Tell whoever is nearly late, and whom above once it is; a transaction a batch."""
    follow()
    with system(NAME):
        after = actions.watch_round(actor(), after=None)
    while after:
        with system(NAME):
            after = actions.watch_round(actor(), after=after)
    talks = 1
    while talks:
        with system(NAME):
            talks = actions.watch_talks(actor())
    merged = 1
    while merged:
        with system(NAME):
            merged = actions.release_merged(actor())


@app.task(name="feedback.follow")
def follow() -> None:
    """Merged cases get their main case's day; a transaction a batch."""
    moved = 1
    while moved:
        with system(NAME):
            moved = actions.follow_mains(actor())


@app.periodic(cron="5 * * * *")
@app.task(name="feedback.settle", queueing_lock="feedback.settle")
def settle(timestamp: int) -> None:
    """Date what nobody could date before the year's holidays were announced."""
    more = True
    while more:
        with system(NAME):
            more = actions.settle_clocks(actor()) > 0


@app.periodic(cron="17 * * * *")
@app.task(name="feedback.find_matters", queueing_lock="feedback.find_matters")
def find_matters(timestamp: int) -> None:
    """Look for cases about one matter; read and keep in transactions, compare between them."""
    with system(NAME):
        roots = finding.roots(rules.SERVICE)
    for root in roots:
        with system(NAME):
            looked = finding.gather(rules.SERVICE, root)
        finding.compare(looked)
        with system(NAME):
            matters.put_forward(actor(), looked=looked)


@app.task(name="feedback.tell_on")
def tell_on(telling_id: str) -> None:
    """One text to many, a transaction a batch."""
    more = True
    while more:
        with system(NAME):
            more = matters.tell_on(actor(), telling_id=UUID(telling_id))


@app.task(name="feedback.pack")
def pack(bundle_id: str) -> None:
    """Read a matter at one moment, pack it between transactions, and say how far it is."""
    with system(NAME):
        row = bundles.queries.get(UUID(bundle_id))
        if row is None:
            return
        order, link = packing.order(actor(), row), packing.link(row)
    total = len(order.items)

    def said(done: int) -> None:
        with system(NAME):
            bundles.actions.progress(actor(), bundle_id=row.id, done=done, total=total)

    try:
        parcel = bundles.packing.pack(order, said)
    except files.Lost:
        with system(NAME):
            bundles.actions.stuck(actor(), bundle_id=row.id, link=link)
        return
    with parcel.file, system(NAME):
        bundles.actions.made(actor(), bundle_id=row.id, parcel=parcel, link=link)


@app.periodic(cron="30 9 * * *")
@app.task(name="feedback.remind_files", queueing_lock="feedback.remind_files")
def remind_files(timestamp: int) -> None:
    """Tell unions in the morning what nobody looked at in time."""
    with system(NAME):
        actions.remind_files(actor())


@app.periodic(cron="40 8 * * *")
@app.task(name="feedback.deputies_over", queueing_lock="feedback.deputies_over")
def deputies_over(timestamp: int) -> None:
    """Tell both in the morning that the last day of a deputyship is over."""
    told = 1
    while told:
        with system(NAME):
            told = actions.deputies_over(actor())


@app.periodic(cron="37 * * * *")
@app.task(name="feedback.learn", queueing_lock="feedback.learn")
def learn(timestamp: int) -> None:
    """Learn from what cadres put right; the learning itself stands between two transactions."""
    with system(NAME):
        waiting = kept.waiting(rules.SERVICE)
    for org_id in waiting:
        with system(NAME):
            found = lessons.gather(actor(), org_id=org_id)
            words = wordlist.at(found.org_path)
        weights = rules.learn(found.pairs, words).kept()
        with system(NAME):
            lessons.keep(actor(), found=found, weights=weights)
