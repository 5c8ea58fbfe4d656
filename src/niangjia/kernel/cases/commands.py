"""`niangjia triage evaluate` and `niangjia cluster`: a file in, lines out, no database.

`niangjia.run` calls these without Django, so nothing here may need it.
"""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from niangjia.kernel.base.console import Command

from .engine import grouping, judging, learning, lexicon
from .engine.lexicon import BadLexicon, Lexicon
from .engine.reading import BadFile, Message, read_messages
from .engine.speech import Common, Words

LEXICONS = Path(__file__).with_name("lexicons")
MAILBOX, MATTERS, SPEECH = (LEXICONS / f"{name}.txt" for name in ("mailbox", "matters", "speech"))
COMMON = LEXICONS / "common.txt"
DIGITS = 4


def evaluate(
    train: Sequence[Message], test: Sequence[Message], words: Lexicon
) -> dict[str, object]:
    """Learn from one set and sort the other; `seconds` is the time of sorting, without learning."""
    model = learning.train(train, words)
    begun = time.perf_counter()
    said = [guess.board for guess in model.guess(test)]
    seconds = time.perf_counter() - begun
    true = [message.category for message in test]
    scores = judging.per_class(true, said)
    return {
        "macro_f1": round(judging.macro_f1(scores), DIGITS),
        "micro_f1": round(judging.micro_f1(true, said), DIGITS),
        "per_class": {
            name: {key: round(value, DIGITS) for key, value in asdict(one).items()}
            for name, one in scores.items()
        },
        "n_train": len(train),
        "n_test": len(test),
        "seconds": round(seconds, DIGITS),
    }


def house_words() -> Words:
    """The word lists that come with the house."""
    matters, boards, speech = (lexicon.read(path) for path in (MATTERS, MAILBOX, SPEECH))
    return Words(matters, boards, speech, read_common(COMMON))


def read_common(path: Path) -> Common:
    """Pairs of characters with the number of letters that hold them; the first line has their sum.

    A line starting with # is a comment.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    said = [line.split() for line in lines if line and not line.startswith("#")]
    return Common(int(said[0][1]), {pair: int(count) for pair, count in said[1:]})


def _refused(words: str) -> int:
    print(f"niangjia: {words}", file=sys.stderr)  # noqa: T201
    return 2


def _evaluate(options: Namespace) -> int:
    try:
        words = lexicon.read(options.lexicon)
        train = read_messages(options.train, sorted_ones=True)
        test = read_messages(options.test, sorted_ones=True)
        corrections = _corrections(options.corrections)
    except BadFile as wrong:
        return _refused(str(wrong))
    except BadLexicon as wrong:
        return _refused(f"{options.lexicon}, {wrong}.")
    except OSError as wrong:
        return _refused(f"{options.lexicon} cannot be read: {wrong.strerror}.")
    if not train:
        return _refused(f"{options.train} holds no message to learn from.")
    found = evaluate(train, test, words)
    if corrections:
        found["with_corrections"] = evaluate([*train, *corrections], test, words)
    print(json.dumps(found, ensure_ascii=False))  # noqa: T201
    return 0


def _corrections(path: Path | None) -> list[Message]:
    """What was put right, newest last; it is learnt from on top of the rest."""
    return read_messages(path, sorted_ones=True) if path else []


def _evaluate_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--train", type=Path, required=True, help="CSV of sorted messages")
    parser.add_argument("--test", type=Path, required=True, help="CSV of sorted messages to try on")
    parser.add_argument("--corrections", type=Path, help="CSV of messages that were put right")
    parser.add_argument("--lexicon", type=Path, default=MAILBOX, help="a word list of your own")


def _cluster(options: Namespace) -> int:
    try:
        messages = read_messages(options.file)
    except BadFile as wrong:
        return _refused(str(wrong))
    for message, number in zip(messages, grouping.group(messages, house_words()), strict=True):
        line = {"id": message.id, "cluster": number}
        print(json.dumps(line) if options.json else f"{message.id}\t{number or '-'}")  # noqa: T201
    return 0


def _cluster_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="CSV of messages")
    parser.add_argument("--json", action="store_true", help="one JSON object per line")


COMMANDS = (
    Command("triage evaluate", "try how well messages are sorted", _evaluate, _evaluate_arguments),
    Command("cluster", "find messages about one matter", _cluster, _cluster_arguments),
)
