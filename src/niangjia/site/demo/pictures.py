"""Pictures for the demo: drawn, so that nobody's wall, hand or payslip is on them."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from functools import cache
from uuid import UUID

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from niangjia.kernel.base.types import Actor
from niangjia.kernel.files import actions
from niangjia.kernel.files.engine import asking
from niangjia.kernel.files.engine.asking import Remade
from niangjia.kernel.files.rules import Mark
from niangjia.services.benefits.actions import pictures as hanging
from niangjia.services.feedback import actions as feedback

SIZE = (1600, 1200)
Pen = ImageDraw.ImageDraw


def _wall(tint: tuple[int, int, int], light: int) -> Image.Image:
    """A wall in the light of a lamp on its left."""
    glow = Image.radial_gradient("L").resize((SIZE[0] * 2, SIZE[1] * 2))
    glow = glow.crop((900, 500, 2500, 1700))
    dark = Image.new("RGB", SIZE, tuple(max(0, c - light) for c in tint))
    return Image.composite(dark, Image.new("RGB", SIZE, tint), glow)


def _words(pen: Pen, at: tuple[int, int], text: str, size: int, fill: str) -> None:
    pen.text(at, text, fill, ImageFont.load_default(size), anchor="mm")


def thermometer(pen: Pen) -> None:
    """A thermometer on a workshop's wall."""
    pen.rounded_rectangle((520, 260, 1080, 900), 48, "#f4f1ea", "#5b5148", 10)
    pen.rounded_rectangle((590, 340, 1010, 600), 20, "#b9c3ab", "#5b5148", 6)
    _words(pen, (800, 470), "38.5", 190, "#2b2f26")
    _words(pen, (800, 690), "C    RH 71%", 74, "#5b5148")
    pen.ellipse((770, 780, 830, 840), "#c2382b")


def door(pen: Pen) -> None:
    """A dormitory's door with its number, and boxes before it."""
    pen.rectangle((560, 120, 1060, 1200), "#8a6a4c", "#4a3828", 12)
    pen.rectangle((700, 220, 920, 320), "#f4f1ea", "#4a3828", 4)
    _words(pen, (810, 270), "402", 84, "#2b2f26")
    pen.ellipse((985, 660, 1025, 700), "#d8c9a8", "#4a3828", 4)
    for left, top in ((360, 820), (640, 900), (900, 780), (1080, 940)):
        pen.rectangle((left, top, left + 320, 1200), "#c79c63", "#7b5c34", 8)
        pen.line((left, top + 60, left + 320, top + 60), "#b08550", 14)


def slip(pen: Pen) -> None:
    """A slip of paper with columns too blurred to read, and one figure."""
    pen.polygon(((330, 250), (1290, 190), (1330, 980), (360, 1040)), "#fbfaf6", "#9d948a")
    for row in range(8):
        top = 340 + row * 78
        for column in range(5):
            left = 420 + column * 170
            pen.rectangle((left, top - column * 9, left + 110, top + 22 - column * 9), "#8e8880")
    pen.ellipse((1040, 660, 1260, 790), outline="#c2382b", width=12)
    _words(pen, (1150, 724), "0.00", 60, "#2b2f26")


def box(pen: Pen) -> None:
    """A red box of festive food with a band around it."""
    pen.polygon(((330, 520), (800, 380), (1290, 520), (800, 680)), "#d8503f", "#7c2018", 8)
    pen.polygon(((330, 520), (800, 680), (800, 1060), (330, 880)), "#b9372a", "#7c2018", 8)
    pen.polygon(((1290, 520), (800, 680), (800, 1060), (1290, 880)), "#c94335", "#7c2018", 8)
    pen.polygon(((540, 590), (640, 625), (640, 1000), (540, 962)), "#f0c75e")
    pen.polygon(((960, 628), (1060, 594), (1060, 965), (960, 1002)), "#f0c75e")
    pen.ellipse((700, 440, 900, 620), "#f0c75e", "#a87f1f", 8)
    pen.ellipse((760, 490, 840, 570), "#d8503f")


def bowl(pen: Pen) -> None:
    """A bowl of round white dumplings."""
    pen.pieslice((360, 300, 1240, 1120), 0, 180, "#3f6f8f", "#28495f", 8)
    pen.ellipse((360, 560, 1240, 860), "#f3e6cf", "#28495f", 8)
    for left, top in ((470, 620), (620, 660), (770, 610), (920, 660), (1050, 620), (800, 720)):
        pen.ellipse((left, top, left + 130, top + 110), "#fffdf8", "#d9cbb0", 5)
    pen.rectangle((640, 1080, 960, 1120), "#28495f")


SCENES: tuple[tuple[Callable[[Pen], None], tuple[int, int, int]], ...] = (
    (thermometer, (206, 198, 184)),
    (door, (188, 196, 190)),
    (slip, (150, 118, 92)),
    (box, (226, 214, 196)),
    (bowl, (214, 220, 214)),
)


WARM, DOOR, SLIP, BOX, BOWL = range(len(SCENES))
#: What people photograph of a matter that is still open.
OF_MATTERS: dict[str, tuple[int, ...]] = {
    "dorm-air-conditioner": (WARM, DOOR),
    "workshop-heat-cold": (WARM,),
    "dorm-curfew": (DOOR,),
    "wage-slip": (SLIP,),
    "overtime-pay": (SLIP,),
    "resignation-proof": (SLIP,),
}
#: What of a scene is covered before a firm sees it, in whole percent: the number on the door, the
#: head of the slip.
MARKS = {DOOR: Mark(42, 12, 18, 16), SLIP: Mark(22, 18, 60, 16)}
OPEN = ("received", "accepted", "with_firm")


def drawn(number: int) -> bytes:
    """One of the scenes as a telephone would have taken it: a little turned, a little noisy."""
    scene, tint = SCENES[number]
    image = _wall(tint, 70)
    scene(ImageDraw.Draw(image))
    turned = image.rotate(random.Random(number).uniform(-3, 3), Image.Resampling.BICUBIC)
    cut = turned.crop((90, 80, SIZE[0] - 90, SIZE[1] - 80)).filter(ImageFilter.GaussianBlur(1.6))
    grain = Image.effect_noise(cut.size, 26).convert("RGB")
    out = io.BytesIO()
    Image.blend(cut, grain, 0.08).save(out, "JPEG", quality=85)
    return out.getvalue()


@cache
def _remade(number: int) -> tuple[Remade, bytes]:
    made = asking.remade(io.BytesIO(drawn(number)))
    with made.spool as spool:
        return made, spool.read()


def brought(actor: Actor, matter: str, state: str) -> list[UUID]:
    """What the author of a story brings along."""
    scenes = OF_MATTERS.get(matter, ()) if state in OPEN else ()
    return [actions.take(actor, made=_taken(number)).id for number in scenes]


def hung(actor: Actor, offer: UUID, *shots: tuple[int, str]) -> None:
    """Photographs of something given out, each with its line."""
    brought = [(actions.take(actor, made=_taken(number)).id, alt) for number, alt in shots]
    hanging.hang(actor, offer_id=offer, shots=brought)


def let_go(actor: Actor, case_id: UUID, matter: str, files: list[UUID]) -> None:
    """Let the firm see the first of them, with what names a room or a person covered."""
    scene = OF_MATTERS[matter][0]
    if marks := MARKS.get(scene):
        copy = actions.take(actor, made=_again(*_covered(scene))).id
        feedback.cover(actor, case_id=case_id, file_id=files[0], copy_id=copy, marks=[marks])
        feedback.release_files(actor, ids=[copy])
    else:
        feedback.release_files(actor, ids=files[:1])


@cache
def _covered(number: int) -> tuple[Remade, bytes]:
    made = asking.covered([_remade(number)[1]], [MARKS[number]])
    with made.spool as spool:
        return made, spool.read()


def _taken(number: int) -> Remade:
    """A picture as it comes out of the workshop, which each scene enters once."""
    return _again(*_remade(number))


def _again(made: Remade, content: bytes) -> Remade:
    return Remade(made.kind, made.facts, made.parts, io.BytesIO(content), made.locked)
