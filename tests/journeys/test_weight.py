"""What a phone downloads before the worker's home page stands."""

from __future__ import annotations

from playwright.sync_api import Page

BUDGET_KB = 60


def test_first_load_of_the_home_page_is_small(worker: Page) -> None:
    wire = worker.context.new_cdp_session(worker)
    received: list[float] = []
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    worker.goto("/", wait_until="networkidle")
    weight = sum(received) / 1024
    print(f"worker home, first load: {weight:.1f} kB in {len(received)} answers")  # noqa: T201
    assert len(received) >= 5
    assert weight <= BUDGET_KB
