"""Whatever accent a union picks, every shade made of it can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.ui import accent

PART = st.integers(0, 255)
ENOUGH = 4.5


@given(PART, PART, PART)
@pytest.mark.parametrize(
    ("ground", "away"), [(accent.PAPER, accent.BLACK), (accent.NIGHT, accent.WHITE)]
)
def test_every_shade_can_be_read(ground, away, red, green, blue):
    made = accent.shades((red, green, blue), ground, away)
    assert accent.contrast(accent.WHITE, made["--c-brand"]) >= ENOUGH
    assert accent.contrast(made["--c-brand-text"], ground) >= ENOUGH
    assert accent.contrast(made["--c-brand-on-soft"], made["--c-brand-soft"]) >= ENOUGH


def test_sheet_sets_light_and_both_dark_themes():
    css = accent.sheet("#1E6FA8")
    assert css.count("--c-brand:") == 3 and "prefers-color-scheme: dark" in css


@pytest.mark.parametrize("text", ["", "1E6FA8", "#1E6F", "#1E6FAG", "#fff}body{"])
def test_anything_but_a_colour_is_refused(text):
    with pytest.raises(ValueError):
        accent.sheet(text)
