"""Sorting messages to boards: learns, explains, repeats itself, and is good enough."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest

from niangjia.kernel.cases.commands import MAILBOX, evaluate
from niangjia.kernel.cases.engine import judging, learning
from niangjia.kernel.cases.engine.lexicon import Lexicon, parse, read
from niangjia.kernel.cases.engine.reading import Message, read_messages
from niangjia.run import commands

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "messages.csv"
WORDS = parse("[公交]\n公交车\n站台\n班次\n[水电]\n停水\n水压\n停电\n")
#: Cross-validation reaches 0.92 with the list as it is, 0.87 with no word of the messages tried on
#: that those learnt from do not hold.
LEAST = 0.85


def message(subject: str, body: str = "", category: str = "") -> Message:
    return Message(subject, subject, body, category)


EXAMPLES = [
    message("公交车等不到", "站台上站了半小时，一辆车都没有。", "公交"),
    message("希望增加班次", "早上的公交车太挤，上不去。", "公交"),
    message("线路改了没人通知", "到了站台才知道改线。", "公交"),
    message("又停水了", "没有通知，做饭都不行。", "水电"),
    message("水压太低", "五楼洗不了澡。", "水电"),
    message("夜里停电", "空调不能开，孩子睡不着。", "水电"),
]


def test_it_learns_and_says_why() -> None:
    model = learning.train(EXAMPLES, WORDS)
    guess, reasons = model.explain(message("停水三天", "水压也低"))
    assert guess.board == "水电"
    assert 0.5 < guess.confidence <= 1
    assert sum(guess.shares.values()) == pytest.approx(1)
    assert reasons[0].word == "停水"
    assert all(reason.pull > 0 for reason in reasons)


def test_the_same_examples_teach_the_same() -> None:
    asked = [message("公交车停电"), message("其他")]
    first, second = (learning.train(EXAMPLES, WORDS).guess(asked) for _ in range(2))
    assert first == second


def test_any_boards_and_any_list() -> None:
    other = parse("[one]\nalpha\n[two]\nbeta\n")
    examples = [
        message("甲乙", "丙丁", "x"),
        message("戊己", "庚辛", "y"),
        message("甲丙", "", "x"),
    ]
    assert learning.train(examples, other).guess([message("甲乙")])[0].board == "x"


@pytest.mark.parametrize("text", ["", " ", "?", "。", "a" * 5000, "𠮷" * 3, "\x00"])
def test_any_text_is_sorted(text: str) -> None:
    model = learning.train(EXAMPLES, WORDS)
    for asked in (message(text), message("", text)):
        guess, _ = model.explain(asked)
        assert guess.board in {"公交", "水电"}


def test_one_board_one_example_and_none() -> None:
    only = learning.train(EXAMPLES[:1], WORDS)
    assert only.guess([message("停水")])[0].board == "公交"
    assert only.guess([]) == []
    with pytest.raises(ValueError, match="nothing to learn"):
        learning.train([], WORDS)


def test_without_examples_the_list_speaks_and_examples_correct_it() -> None:
    boards = ["公交", "水电"]
    asked = [message("站台停电了")]
    alone = learning.train([], parse("[公交]\n站台 9\n[水电]\n停电\n"), boards, trust=1.0)
    assert alone.guess(asked)[0].board == "公交"
    taught = [message("站台停电", "", "水电"), message("站台的灯停电了", "", "水电")]
    words = parse("[公交]\n站台 9\n[水电]\n停电\n")
    assert learning.train(taught, words, boards, trust=1.0).guess(asked)[0].board == "水电"


def folds(messages: Sequence[Message], seed: int, count: int = 5) -> list[list[Message]]:
    """Parts of equal size with the same share of every board."""
    rng = random.Random(seed)
    boards = defaultdict(list)
    for one in messages:
        boards[one.category].append(one)
    parts: list[list[Message]] = [[] for _ in range(count)]
    for board in sorted(boards):
        rng.shuffle(boards[board])
        for at, one in enumerate(boards[board], rng.randrange(count)):
            parts[at % count].append(one)
    return parts


def crossed(messages: Sequence[Message], words: Lexicon, seed: int) -> float:
    """Macro-F1 over all messages, each sorted by a model that has not seen it."""
    parts = folds(messages, seed)
    true, said = [], []
    for asked in parts:
        rest = [one for part in parts if part is not asked for one in part]
        said += [guess.board for guess in learning.train(rest, words).guess(asked)]
        true += [one.category for one in asked]
    return judging.macro_f1(judging.per_class(true, said))


@pytest.mark.skipif(not REAL.exists(), reason="needs ../shared/data/messages.csv")
def test_a_real_mailbox_is_sorted_well() -> None:
    messages = read_messages(REAL, sorted_ones=True)
    assert min(crossed(messages, read(MAILBOX), seed) for seed in (0, 1)) >= LEAST


def test_evaluation_counts_what_was_right() -> None:
    said = evaluate(EXAMPLES, EXAMPLES, WORDS)
    assert list(said) == ["macro_f1", "micro_f1", "per_class", "n_train", "n_test", "seconds"]
    assert said["macro_f1"] == said["micro_f1"] == 1.0
    assert said["n_train"] == said["n_test"] == len(EXAMPLES)


def test_scores_of_classes() -> None:
    scores = judging.per_class(["a", "a", "b", "c"], ["a", "b", "b", "d"])
    assert (scores["a"].precision, scores["a"].recall, scores["a"].n) == (1.0, 0.5, 2)
    assert scores["d"] == judging.Score(0.0, 0.0, 0.0, 0)
    assert judging.macro_f1(scores) == pytest.approx((2 / 3 + 2 / 3) / 4)
    assert judging.micro_f1(["a", "b"], ["a", "c"]) == 0.5


def written(path: Path, rows: Sequence[Message]) -> Path:
    lines = ["id,subject,submitted_at,body,category"]
    lines += [f"{m.id},{m.subject},2024/1/1,{m.body},{m.category}" for m in rows]
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(written(tmp_path / "a.csv", EXAMPLES))
    assert commands.main(["triage", "evaluate", "--train", path, "--test", path]) == 0
    assert json.loads(capsys.readouterr().out)["n_test"] == len(EXAMPLES)


@pytest.mark.parametrize(
    ("train", "lexicon", "why"),
    [
        (None, None, "cannot be read"),
        (b"id,subject\n1,2\n", None, "lacks the columns category"),
        (b"id,subject,submitted_at,body,category\n7,a,b,c,\n", None, "no category for message 7"),
        (b"id,subject,submitted_at,body,category\n", None, "no message to learn from"),
        (b"\xff\xfe", None, "not UTF-8"),
        (b"id,subject,submitted_at,body,category\n7,a,b,c,d\n", "出租车\n", "line 1: "),
        (b"id,subject,submitted_at,body,category\n7,a,b,c,d\n", None, ""),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    train: bytes | None,
    lexicon: str | None,
    why: str,
) -> None:
    path, words = tmp_path / "a.csv", tmp_path / "words.txt"
    if train is not None:
        path.write_bytes(train)
    asked = ["triage", "evaluate", "--train", str(path), "--test", str(path)]
    if lexicon is not None:
        words.write_text(lexicon, encoding="utf-8")
        asked += ["--lexicon", str(words)]
    assert commands.main(asked) == (2 if why else 0)
    said = capsys.readouterr().err
    assert why in said
    assert said.count("\n") == bool(why)
