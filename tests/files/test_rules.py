"""What bytes are by their own word, and how many of them a matter takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.kernel.files import rules
from niangjia.kernel.files.rules import MB, Weight

from . import samples

GOOD = {
    "jpeg": samples.photo((20, 20)),
    "png": samples.photo((20, 20), "PNG"),
    "webp": samples.photo((20, 20), "WEBP"),
    "wav": samples.voice(1),
    "pdf": samples.pdf(),
    "office": samples.letter(),
    "text": "今天又加班到十一点。".encode(),
}


def sniffed(content: bytes) -> tuple[str, str]:
    return rules.sniffed(content[: rules.HEAD], content[-rules.TAIL :])


@pytest.mark.parametrize("form", GOOD)
def test_a_good_file_is_what_it_is(form: str) -> None:
    assert sniffed(GOOD[form]) == (form, "")


@given(st.binary(max_size=600))
def test_whatever_comes_is_either_opened_or_refused_in_words(content: bytes) -> None:
    form, why = sniffed(content)
    assert bool(form) != bool(why)
    assert form in rules.KINDS if form else why in rules.SENTENCES


@given(st.sampled_from(["wav", "pdf", "office"]), st.binary(max_size=200))
def test_nothing_that_hides_an_archive_is_opened(form: str, between: bytes) -> None:
    """But for photographs, of which the pixels alone stay."""
    assert sniffed(GOOD[form] + between + samples.ZIP)[1] in ("polyglot",) or form == "office"


@given(st.sampled_from([mark for mark, _why in rules.REFUSED]), st.binary(max_size=200))
def test_what_is_on_the_list_of_refusals_is_never_opened(mark: bytes, rest: bytes) -> None:
    form, why = sniffed(mark + rest)
    assert why or form == "office"  # "PK" and two lucky bytes are an office file's beginning


@given(st.integers(0, 40), st.binary(min_size=1, max_size=60))
def test_markup_is_markup_behind_any_blank(blanks: int, rest: bytes) -> None:
    assert sniffed(b" \n\t\r"[:1] * blanks + b"<" + rest) == ("", "page")


@pytest.mark.row("000-21")
@pytest.mark.parametrize(
    ("there", "one", "why"),
    [
        ([], Weight("photo", MB), ""),
        ([Weight("photo", 1)] * 5, Weight("photo", 1), ""),
        ([Weight("photo", 1)] * 6, Weight("photo", 1), "too_many"),
        ([Weight("photo", 1)] * 6, Weight("voice", 1), ""),
        ([Weight("voice", 1)], Weight("voice", 1), "too_many"),
        ([Weight("paper", 1)] * 3, Weight("paper", 1), "too_many"),
        ([Weight("paper", 20 * MB)] * 2, Weight("voice", 20 * MB), ""),
        (
            [Weight("paper", 20 * MB)] * 2 + [Weight("photo", 1)],
            Weight("voice", 20 * MB),
            "too_much",
        ),
    ],
)
def test_how_much_a_matter_takes(there: list[Weight], one: Weight, why: str) -> None:
    assert rules.may_add(there, one).reason == why
