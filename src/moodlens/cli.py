"""``moodlens analyse``, ``moodlens synth``, ``moodlens evaluate``."""

from __future__ import annotations

import argparse
import json
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from moodlens import words
from moodlens.engine import analyse
from moodlens.proof.evaluate import BadTruth, evaluate, evaluate_table
from moodlens.proof.moves import SIZES, Recipe
from moodlens.proof.scene import NoFace
from moodlens.proof.synth import make
from moodlens.proof.tables import FORMATS, BadTable
from moodlens.records import Analysis
from moodlens.report import page

STEPS = {"look": "looking", "follow": "following the face", "find": "finding movements"}


def main(arguments: list[str] | None = None) -> int:
    """Run one command. 0: done, also for a clip that cannot be judged; 2: no such file, or a file
    that is something else; what to do about it is said."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except (OSError, NoFace, BadTable, BadTruth) as error:
        sys.stderr.write(f"moodlens: {error}\n")
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="moodlens", description=words.HONEST[0])
    commands = parser.add_subparsers(required=True)
    _analyse(commands.add_parser("analyse", help="movements of one clip"))
    _synth(commands.add_parser("synth", help="make clips with known movements"))
    one = commands.add_parser("evaluate", help="score clips with their truth beside them")
    _evaluate(one)
    return parser


def _between(kind: Callable[[str], float], least: float, most: float) -> Callable[[str], float]:
    """A number within bounds; beyond them argparse says so and leaves with 2."""

    def number(text: str) -> float:
        value = kind(text)
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{text} is not between {least} and {most}")
        return value

    return number


def _evaluate(one: argparse.ArgumentParser) -> None:
    one.add_argument("folder", type=Path)
    one.add_argument("--json", action="store_true", help="the summary only")
    one.add_argument("--table", type=Path, help="a collection's annotations, .xlsx or .csv")
    one.add_argument("--format", choices=FORMATS, help="whose table it is")
    one.set_defaults(run=_evaluated)


def _analyse(one: argparse.ArgumentParser) -> None:
    one.add_argument("clip", type=Path)
    one.add_argument("--json", action="store_true", help="the documented JSON on standard output")
    one.add_argument("--report", type=Path, metavar="OUT.html", help="write a page to read")
    one.add_argument("--language", choices=words.LANGUAGES, default="en")
    one.add_argument("--workers", type=int, choices=(1, 2), default=1)
    one.add_argument(
        "--keep-nothing",
        action="store_true",
        help="while the clip is read, the system refuses this process any write to a file and "
        "any core dump; nothing but the result remains",
    )
    one.set_defaults(run=_analysed)


def _synth(one: argparse.ArgumentParser) -> None:
    one.add_argument("folder", type=Path)
    one.add_argument("--clips", type=_between(int, 1, 1000), default=1)
    one.add_argument(
        "--seed",
        type=_between(int, 0, 2**32),
        default=0,
        help="of the first clip; the next one more",
    )
    one.add_argument("--seconds", type=_between(float, 6, 60), default=15.0)
    one.add_argument("--fps", type=int, choices=(30, 60), default=30)
    one.add_argument("--noise", type=_between(float, 0, 60), default=2.0, help="grey levels")
    one.add_argument(
        "--crf", type=_between(int, 0, 51), default=23, help="how coarsely H.264 rounds"
    )
    one.add_argument(
        "--motion", type=_between(float, 0, 10), default=1.0, help="of the head; 2.5 is too much"
    )
    one.add_argument("--calm", action="store_true", help="no movements at all")
    one.add_argument(
        "--talk",
        type=_between(float, 0, 1),
        default=0.0,
        help="opening of a talking mouth, e.g. 0.1",
    )
    one.add_argument(
        "--dark", type=_between(float, 0.01, 2), default=1.0, help="brightness against the photo"
    )
    one.add_argument("--face", default="astronaut", help="astronaut, other, hopper, or a photo")
    one.set_defaults(run=_made)


def _analysed(options: argparse.Namespace) -> int:
    progress = _bar if sys.stderr.isatty() and not options.json else None
    with _sealed() if options.keep_nothing else _open():
        answer = analyse(options.clip, progress, workers=options.workers)
    if options.report:
        options.report.write_text(page(answer, options.language), encoding="utf-8")
    if options.json:
        text = json.dumps(answer.as_dict(options.language), ensure_ascii=False)
    else:
        text = "\n".join(_lines(answer, options.language))
    sys.stdout.write(text + "\n")
    return 0


@contextmanager
def _sealed() -> Iterator[None]:
    """No byte of the clip can reach a file: the kernel refuses to write any, or to dump memory."""
    kinds = (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)
    before = {kind: resource.getrlimit(kind) for kind in kinds}
    for kind, (_soft, hard) in before.items():
        resource.setrlimit(kind, (0, hard))
    try:
        yield
    finally:
        for kind, limits in before.items():
            resource.setrlimit(kind, limits)


@contextmanager
def _open() -> Iterator[None]:
    yield


def _bar(step: str, share: float) -> None:
    sys.stderr.write(f"\r\x1b[K{STEPS[step]} {share:4.0%}" + ("\n" if share >= 1 else ""))


def _lines(answer: Analysis, language: str) -> Iterator[str]:
    for reason in answer.reasons:
        yield words.what(reason.code, language)
        yield "  " + words.again(reason.code, language)
    for event in answer.events:
        where = words.said(words.REGIONS[event.region], language)
        yield (
            f"{event.onset:6.2f} - {event.offset:5.2f} s  {event.kind}  {where}  "
            f"{event.size_iod:.1f} % IOD  {event.confidence:.0%}"
        )
    if answer.assessable:
        counted = words.said(words.COUNTED, language)
        yield counted.format(movements=len(answer.events), blinks=len(answer.blinks))
        yield words.said(words.HONEST, language)


def _made(options: argparse.Namespace) -> int:
    options.folder.mkdir(parents=True, exist_ok=True)
    for seed in range(options.seed, options.seed + options.clips):
        recipe = Recipe(
            seed=seed,
            face=options.face,
            seconds=options.seconds,
            fps=options.fps,
            noise=options.noise,
            crf=options.crf,
            motion=options.motion,
            talk=options.talk,
            dark=options.dark,
            sizes=() if options.calm else SIZES,
            macros=0 if options.calm else 1,
        )
        sys.stdout.write(f"{make(recipe, options.folder, f'clip-{seed}')}\n")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _quiet(_line: str) -> None:
    pass


def _evaluated(options: argparse.Namespace) -> int:
    if (options.table is None) != (options.format is None):
        raise BadTable("--table and --format belong together")
    told = _quiet if options.json else _say
    if options.table:
        summary = evaluate_table(options.folder, options.table, options.format, told)
    else:
        summary = evaluate(options.folder, told)
    sys.stdout.write(json.dumps(summary, indent=None if options.json else 1) + "\n")
    return 0
