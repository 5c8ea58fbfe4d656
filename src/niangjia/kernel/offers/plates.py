"""Number plates, read and at once made into something that is no plate any more.

The plate itself goes nowhere: not into the database, not into a log, not into a kept reply. What
leaves here is keyed with a secret of the house; the database mixes it with the salt of the day and
keeps that (docs/adr/0028).
"""

from __future__ import annotations

import re

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.codes import BadCode, tidy
from niangjia.kernel.base.sealed import blind

PLACES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
#: GA 36-2018: no I and no O; seven signs, eight with new energy; trailers end in 挂.
SHAPE = re.compile(f"[{PLACES}][A-HJ-NP-Z][A-HJ-NP-Z0-9]{{4,5}}[A-HJ-NP-Z0-9挂学警港澳]")
DOTS = re.compile("[·•・.。]")
NOT_A_PLATE = noop("车牌看着不对，例如：浙A12345、浙A12345挂")


def plate(text: str) -> str:
    """A plate in one spelling, from whatever is typed: 浙a·12345 is 浙A12345. Raises BadCode."""
    found = DOTS.sub("", tidy(text))
    if not SHAPE.fullmatch(found):
        raise BadCode(NOT_A_PLATE)
    return found


def blinded(text: str) -> str:
    """What the database is given instead of a plate. Raises BadCode."""
    return blind(plate(text), "offers.plate")
