"""A union's own accent colour as a style sheet: the brand variables of tokens.css, light and dark.

The accent itself must carry white words (the one who sets it is told so); every other shade is
moved towards black or white until its words can be read, so that no choice breaks a page.
"""

Colour = tuple[int, int, int]

BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)
PAPER: Colour = (248, 244, 238)  # --c-bg, light
NIGHT: Colour = (36, 30, 27)  # --c-surface, dark
READABLE = 4.8  # WCAG 2.2 AA asks 4.5; rounding to whole numbers costs a little


def parse(text: str) -> Colour:
    """`#RRGGBB` as three numbers; ValueError for anything else."""
    if len(text) != 7 or not text.startswith("#"):
        raise ValueError(text)
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def written(colour: Colour) -> str:
    """Three numbers as `#RRGGBB`."""
    return "#{:02X}{:02X}{:02X}".format(*colour)


def mixed(colour: Colour, other: Colour, share: float) -> Colour:
    """`colour` with `share` (0 to 1) of it replaced by `other`."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def luminance(colour: Colour) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    parts = [part / 255 for part in colour]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable(colour: Colour, ground: Colour, towards: Colour) -> Colour:
    """`colour` moved towards black or white just until its words can be read on `ground`."""
    steps = (mixed(colour, towards, step / 40) for step in range(41))
    return next(step for step in steps if contrast(step, ground) >= READABLE)


def shades(accent: Colour, ground: Colour, away: Colour) -> dict[str, Colour]:
    """The brand variables on one ground; `away` is black on paper, white at night."""
    soft = mixed(ground, accent, 0.12 if away == BLACK else 0.24)
    return {
        "--c-brand": readable(accent, WHITE, BLACK),
        "--c-brand-strong": mixed(readable(accent, WHITE, BLACK), BLACK, 0.18),
        "--c-brand-text": readable(accent, ground, away),
        "--c-brand-soft": soft,
        "--c-brand-on-soft": readable(accent, soft, away),
        "--c-step-now": mixed(accent, WHITE, 0.35),
    }


def card(accent: Colour) -> str:
    """The gradient of the member's card: white words are read on all of it."""
    start = readable(accent, WHITE, BLACK)
    stops = (start, mixed(start, BLACK, 0.14), mixed(start, BLACK, 0.34))
    return "linear-gradient(135deg, {} 0%, {} 55%, {} 100%)".format(*map(written, stops))


def block(selector: str, accent: Colour, ground: Colour, away: Colour) -> str:
    """One rule that sets the brand variables."""
    lines = [f"{name}: {written(c)};" for name, c in shades(accent, ground, away).items()]
    return f"{selector} {{ {' '.join(lines)} --grad-card: {card(accent)}; }}\n"


def sheet(accent: str) -> str:
    """The style sheet to serve at `brand.css_url` for an accent `#RRGGBB`."""
    colour = parse(accent)
    night = (colour, NIGHT, WHITE)
    follows = block(':root:not([data-theme="light"])', *night).rstrip()
    dark = f"@media (prefers-color-scheme: dark) {{ {follows} }}\n"
    return block(":root", colour, PAPER, BLACK) + dark + block(':root[data-theme="dark"]', *night)
