"""Invented messages in any number, and rates with their spread, for bench/triage and clusters."""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from niangjia.kernel.cases.engine.reading import Message, read_messages

SET = Path(__file__).resolve().parents[1] / "tests" / "cases" / "hot_matters.csv"
REGION = re.compile(r"[A-Z]\d*[市区县]")
BOARDS = ["城乡建设", "环境保护", "交通运输", "教育文体", "劳动和社会保障", "商贸旅游", "卫生计生"]


def invented(count: int, characters: int = 350, seed: int = 7) -> list[Message]:
    """Messages of about so many characters: sentences of the invented set, shuffled and moved."""
    rng = random.Random(seed)
    known = read_messages(SET)
    sentences = [part for m in known for part in re.split(r"(?<=[。？！])", m.body) if part]
    return [
        Message(
            id=f"B{n}",
            subject=_moved(rng.choice(known).subject, rng),
            body=_body(rng, sentences, characters),
            category=rng.choice(BOARDS),
        )
        for n in range(count)
    ]


def _body(rng: random.Random, sentences: list[str], characters: int) -> str:
    wanted, out = rng.randint(characters // 4, characters * 2), ""
    while len(out) < wanted:
        out += _moved(rng.choice(sentences), rng)
    return out


def _moved(text: str, rng: random.Random) -> str:
    return REGION.sub(f"{rng.choice('ABCDEFGHJKLM')}{rng.randint(1, 20)}区", text)


def rates(job: Callable[[], object], count: int, runs: int) -> dict[str, object]:
    """Items a second: the median of the runs, with the slowest and the fastest."""
    found = []
    for _ in range(runs):
        begun = time.perf_counter()
        job()
        found.append(count / (time.perf_counter() - begun))
    return {
        "per_s": round(statistics.median(found), 1),
        "spread": [round(min(found), 1), round(max(found), 1)],
    }


def against(found: dict[str, object], baseline: dict[str, object]) -> dict[str, object]:
    """The same with its ratio to the baseline of the same run."""
    ratio = float(str(found["per_s"])) / float(str(baseline["per_s"]))
    return {**found, "ratio_to_baseline": round(ratio, 4)}
