"""Colours as three numbers, their contrast, and the shades a brand needs. Pure."""

from __future__ import annotations

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
#: The ground of every page (ui/tokens.css, --c-bg).
GROUND: Colour = (248, 244, 238)
#: WCAG 2.2 AA, 1.4.3: what words on a colour, or coloured words, must reach.
ENOUGH = 4.5


def read(words: str) -> Colour | None:
    """#RRGGBB as three numbers; None for anything else."""
    digits = words.removeprefix("#")
    if len(digits) != 6 or not all(sign in "0123456789abcdefABCDEF" for sign in digits):
        return None
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def text(colour: Colour) -> str:
    """Three numbers as #RRGGBB."""
    return "#{:02X}{:02X}{:02X}".format(*colour)


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def mixed(one: Colour, other: Colour, share: int) -> Colour:
    """`share` hundredths of the one, the rest of the other."""
    red, green, blue = (
        (a * share + b * (100 - share)) // 100 for a, b in zip(one, other, strict=True))
    return red, green, blue


def darker(colour: Colour, against: Colour, enough: float = ENOUGH) -> Colour:
    """The colour with just as much black as it takes to be read on a light one."""
    shades = (mixed(colour, (0, 0, 0), share) for share in range(100, -1, -1))
    return next(shade for shade in shades if contrast(shade, against) >= enough)


def style_sheet(accent: Colour) -> str:
    """The brand's tokens for the light theme; the dark one keeps the house's own colours."""
    strong, soft = mixed(accent, (0, 0, 0), 84), mixed(accent, WHITE, 10)
    tokens = {
        "--c-brand": text(accent), "--c-brand-strong": text(strong), "--c-on-brand": "#FFFFFF",
        "--c-brand-text": text(darker(accent, GROUND)), "--c-brand-soft": text(soft),
        "--c-brand-on-soft": text(darker(accent, soft, 5.5)),
        "--grad-card": f"linear-gradient(135deg, {text(accent)}, {text(strong)})",
    }
    return ":root{" + ";".join(f"{name}:{value}" for name, value in tokens.items()) + "}\n"
