"""How the weights of engine/likeness.py come about, and how good they are on sets left out.

    python -m bench.likeness [--write]

Each set is left out in turn, of the common letters too: its F1 is what a site unlike all the others
may expect. The last line has the weights learnt from all. `--write` counts the common pairs of
characters anew. The sets told again need ../shared/data; without it they are left out.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np

from niangjia.kernel.cases.commands import COMMON, house_words
from niangjia.kernel.cases.engine import grouping, judging, likeness
from niangjia.kernel.cases.engine.reading import Message, read_messages
from niangjia.kernel.cases.engine.sparse import Floats
from niangjia.kernel.cases.engine.speech import Common
from niangjia.kernel.cases.engine.text import clean, grams, plain

CASES = Path(__file__).resolve().parents[1] / "tests" / "cases"
REAL = Path(__file__).resolve().parents[2] / "shared" / "data"
INVENTED = ("hot", "further", "big", "fresh", "mailbox")
AGAIN = {"told_again.csv": "messages.csv", "told_later.csv": "replies.csv"}
#: The same two real people said twice.
TWICE = {"34961": "34994"}
#: Pairs that fewer letters hold are left out: names, above all.
LEAST = 3
#: True pairs of every set count together as so many.
EVEN, ROUNDS, RIDGE = 150.0, 25, 1.0


@dataclass(frozen=True, slots=True)
class Marked:
    """Messages with the matter each belongs to; the first `own` are our own words."""

    messages: list[Message]
    matters: list[str | None]
    own: int


def marked(name: str) -> Marked:
    """A set of ours that somebody marked."""
    path = CASES / name
    with path.open(encoding="utf-8", newline="") as file:
        matters = [row["cluster"] or None for row in csv.DictReader(file)]
    return Marked(read_messages(path), matters, len(matters))


def told(name: str) -> Marked:
    """A set told again, in front of the real messages it was told from."""
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    real = read_messages(REAL / AGAIN[name])
    matters = {row["of"] for row in rows}
    numbers = [TWICE.get(message.id, message.id) for message in real]
    mine = [Message(row["id"], row["subject"], row["body"]) for row in rows]
    true = [*(row["of"] for row in rows), *(n if n in matters else None for n in numbers)]
    return Marked([*mine, *real], true, len(rows))


def every() -> dict[str, Marked]:
    """All the sets there are here."""
    sets = {name: marked(name) for name in (f"{kind}_matters.csv" for kind in INVENTED)}
    return sets | ({name: told(name) for name in AGAIN} if REAL.exists() else {})


def common(sets: Iterable[Marked]) -> Common:
    """How many of our own letters hold each pair of characters; those of one matter are one.

    What letters of one set alone say is no common word but a name that was invented there.
    """
    letters, within = Counter[str](), Counter[str]()
    size = 0
    for one in sets:
        found: dict[str, set[str]] = {}
        for message, matter in zip(one.messages[: one.own], one.matters, strict=False):
            pairs = grams(plain(clean(f"{message.subject} {message.body}")), (2,))
            found.setdefault(matter or message.id, set()).update(pairs)
        size += len(found)
        letters.update(chain.from_iterable(found.values()))
        within.update(set(chain.from_iterable(found.values())))
    every = sorted(pair for pair, n in letters.items() if n >= LEAST and within[pair] > 1)
    return Common(size, {pair: letters[pair] for pair in every})


@dataclass(frozen=True, slots=True)
class Pairs:
    """The signs of every pair of a set, whether it is true, and how much it counts."""

    signs: Floats
    true: Floats
    counts: Floats


def pairs(one: Marked, letters: Common) -> Pairs:
    """All pairs of a set."""
    alike = likeness.Likeness(one.messages, replace(house_words(), common=letters))
    signs = np.concatenate([alike.signs(at)[:at] for at in range(alike.size)])
    true = np.array(
        [
            float(matter is not None and matter == other)
            for at, matter in enumerate(one.matters)
            for other in one.matters[:at]
        ]
    )
    return Pairs(signs, true, np.where(true > 0, EVEN / true.sum(), 1.0))


def learnt(sets: Iterable[Pairs]) -> Floats:
    """Base and weights of a logistic regression, by Newton's method on standardised signs."""
    given = list(sets)
    signs = np.concatenate([one.signs for one in given])
    true = np.concatenate([one.true for one in given])
    counts = np.concatenate([one.counts for one in given])
    mean, spread = signs.mean(0), signs.std(0) + 1e-9
    rows = np.column_stack([np.ones(len(true)), (signs - mean) / spread])
    weights, ridge = np.zeros(rows.shape[1]), np.full(rows.shape[1], RIDGE)
    ridge[0] = 0
    for _ in range(ROUNDS):
        said = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (counts * (true - said)) - ridge * weights
        bend = (rows * (counts * said * (1 - said))[:, None]).T @ rows + np.diag(ridge)
        weights = weights + np.linalg.solve(bend, slope)
    scaled = weights[1:] / spread
    return np.concatenate([[weights[0] - scaled @ mean], scaled])


def tried(one: Marked, letters: Common, weights: Floats) -> judging.Score:
    """How well a set is grouped with these weights."""
    likeness.BASE, likeness.WEIGHTS = weights[0], weights[1:]
    words = replace(house_words(), common=letters)
    return judging.pairs(one.matters, grouping.group(one.messages, words))


def main() -> int:
    """Leave each set out, then learn from all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="count the common pairs anew")
    sets = every()
    if parser.parse_args().write:
        write(common(sets.values()))
    letters = {name: common(one for n, one in sets.items() if n != name) for name in sets}
    found = {name: pairs(one, letters[name]) for name, one in sets.items()}
    for name, one in sets.items():
        rest = learnt(seen for other, seen in found.items() if other != name)
        score = tried(one, letters[name], rest)
        print(f"{name:22} F1 {score.f1:.3f} precision {score.precision:.3f} {score.recall:.3f}")
    weights = learnt(found.values())
    names = ["base", *likeness.SIGNS]
    print(json.dumps(dict(zip(names, np.round(weights, 2).tolist(), strict=True))))
    return 0


def write(letters: Common) -> None:
    """Keep the common pairs where the house reads them."""
    head = (
        "# Common pairs of characters: how many invented letters hold each. Made by",
        "# python -m bench.likeness --write. The first line says how many letters were counted.",
        f"* {letters.size}",
    )
    lines = (f"{pair} {count}" for pair, count in letters.counts.items())
    COMMON.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
