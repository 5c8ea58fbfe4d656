"""Reviews are submitted while everything under the supervisor is killed, one process at a time."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from bench import town

from niangjia.run import processes

from .house import House, children_of, standing, wait
from .storm import Storm, Submission

pytestmark = [pytest.mark.deep, pytest.mark.row("000-21")]

SUBMISSIONS, CLIENTS = 500, 16
#: The firms written about; union 7, which answers for the first, has a chair who is told.
FIRMS = (7, 8)


def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with standing() as house:
        with house.connect("nj_migrate", "pg_migrate") as link:
            town.plant(link, 200, (house.place.secrets / "django_key").read_text().strip(), 600)
        storm, killed = Storm(house.port, submissions()), list[tuple[float, str]]()
        reaper = threading.Thread(target=reap, args=(house, storm, killed), daemon=True)
        reaper.start()
        storm.run(CLIENTS)
        reaper.join(60)
        assert not reaper.is_alive(), "somebody was not there to be killed"
        with capsys.disabled():
            tell(storm, killed)
        check_history(storm)
        check_rows(house, storm)
        check_house(house)
    assert not house.servers()


def submissions() -> Iterator[Submission]:
    """Each by another worker, each text once."""
    for n in range(SUBMISSIONS):
        body = {
            "firm_id": town.id_of(town.FIRM, FIRMS[n % 2]),
            "board": "conditions",
            "stars": 1 + n % 5,
            "text": f"storm {n}：宿舍空调坏了，夜里睡不好。",
        }
        yield Submission(f"storm-{n}", f"token-{1 + n}", body)


def victims(house: House) -> list[Callable[[], int]]:
    """Whom to kill, in this order; each answers with a pid when it is there."""

    def web_process() -> int:
        return next(iter(children_of(house.child("web"))), 0)

    def session() -> int:
        rows = house.ask(
            "SELECT pid FROM pg_stat_activity WHERE usename = 'nj_app' ORDER BY state <> 'active'"
        )
        return int(rows[0][0]) if rows else 0

    def web() -> int:
        return house.child("web")

    def worker() -> int:
        return house.child("worker")

    def postmaster() -> int:
        return house.postmaster

    return [web_process, postmaster, worker, session, web, postmaster, web_process, worker,
            postmaster, web]  # fmt: skip


def reap(house: House, storm: Storm, killed: list[tuple[float, str]]) -> None:
    """Kill one after the other, spread evenly over the submissions; notes when and whom."""
    everyone = victims(house)
    for turn, victim in enumerate(everyone, start=1):
        due = turn * SUBMISSIONS // (len(everyone) + 1)
        wait(lambda due=due: storm.acknowledged() >= due, 180)  # type: ignore[misc]  # bound now
        wait(lambda victim=victim: kill(victim()))  # type: ignore[misc]  # bound now
        killed.append((time.monotonic(), victim.__name__))


def kill(pid: int) -> bool:
    """The power cut for one process; False when it is not there."""
    if not pid or not processes.alive(pid):
        return False
    os.kill(pid, signal.SIGKILL)
    return True


def tell(storm: Storm, killed: list[tuple[float, str]]) -> None:
    """What it was like, for whoever runs the deep ring."""
    outcomes = [one.outcome for one in storm.history]
    replayed = sum(one.replayed for one in storm.history)
    lines = [
        f"{len(outcomes)} attempts: {outcomes.count('ok')} acknowledged ({replayed} replayed), "
        f"{outcomes.count('unknown')} unknown"
    ]
    for begun, ended in storm.gaps()[:5]:
        during = ", ".join(name for at, name in killed if begun - 0.5 < at < ended)
        lines.append(f"nothing acknowledged for {ended - begun:.1f} s: {during or 'nobody killed'}")
    print("", *lines, sep="\n")  # noqa: T201  (the numbers are the result)


def check_history(storm: Storm) -> None:
    """Everybody was told in the end, and nobody was refused."""
    assert not [one for one in storm.history if one.outcome == "fail"]
    told = {one.key: one.case_id for one in storm.history if one.outcome == "ok"}
    assert len(told) == SUBMISSIONS == storm.acknowledged()
    assert len(set(told.values())) == SUBMISSIONS


#: Notices of the submissions; the town has others in hand, and their days pass.
TOLD = (
    "FROM notices_notice n JOIN cases_case c ON n.link = '/desk/feedback/' || c.id || '/'"
    " WHERE c.text LIKE 'storm %'"
)
#: What one submission leaves: statement -> how many rows in all.
ONCE = {
    "SELECT count(*) FROM cases_case WHERE text LIKE 'storm %'": SUBMISSIONS,
    "SELECT count(DISTINCT text) FROM cases_case WHERE text LIKE 'storm %'": SUBMISSIONS,
    "SELECT count(*) FROM cases_author a JOIN cases_case c ON c.id = a.case_id"
    " WHERE c.text LIKE 'storm %'": SUBMISSIONS,
    "SELECT count(*) FROM cases_event e JOIN cases_case c ON c.id = e.case_id"
    " WHERE c.text LIKE 'storm %' AND e.verb = 'open'": SUBMISSIONS,
    "SELECT count(*) FROM acts_audit WHERE action = 'feedback.opened'": SUBMISSIONS,
    "SELECT count(DISTINCT object_id) FROM acts_audit"
    " WHERE action = 'feedback.opened'": SUBMISSIONS,
    "SELECT count(*) FROM acts_once WHERE status = 201 AND key LIKE 'api:storm-%'": SUBMISSIONS,
    "SELECT count(*) FROM acts_once WHERE status IS NULL": 0,
    f"SELECT count(*) {TOLD}": SUBMISSIONS // len(FIRMS),
    f"SELECT count(DISTINCT n.text) {TOLD}": SUBMISSIONS // len(FIRMS),
}


def check_rows(house: House, storm: Storm) -> None:
    """What was acknowledged is there, what is there is there once."""
    rows = house.ask("SELECT id, text FROM cases_case WHERE text LIKE 'storm %'")
    there = {str(key): text.partition("：")[0].replace(" ", "-") for key, text in rows}
    lost = [a for a in storm.history if a.outcome == "ok" and there.get(a.case_id) != a.key]
    assert not lost
    found = {statement: house.ask(statement)[0][0] for statement in ONCE}
    assert found == ONCE


def check_house(house: House) -> None:
    """The same supervisor, everything under it alive again, one server only."""
    wait(house.answers)
    wait(lambda: all(processes.alive(house.child(name)) for name in ("web", "worker")))
    assert house.process.poll() is None
    leaders = [pid for pid in house.servers() if pid == house.postmaster]
    strays = set(house.servers()) - set(leaders) - set(children_of(house.postmaster))
    assert len(leaders) == 1
    assert not strays
