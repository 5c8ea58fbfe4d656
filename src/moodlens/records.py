"""What goes in and what comes out: small frozen records, times in seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from moodlens.words import again, what

Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]

#: Called with the name of the step and how much of it is done, 0 to 1.
Progress = Callable[[str, float], None]

STEPS = ("look", "follow", "find")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one clip may cost. A clip beyond any of these is refused by name, never cut short."""

    bytes: int = 64_000_000
    pixels: int = 3840 * 2160
    frames: int = 5_000
    shortest: float = 9.5
    longest: float = 20.5
    seconds: float = 60.0
    """Wall time of the whole analysis."""
    avi: bool = False
    """Also AVI and the codecs found there: for collections of one's own, never for strangers."""
    rate: float | None = None
    """Pictures a second, where the file is not to be believed: collections count pictures."""


@dataclass(frozen=True, slots=True)
class Event:
    """One movement: where, when, how far, and how sure we are that it is one."""

    kind: str
    """``micro`` (shorter than half a second) or ``macro``."""
    onset: float
    apex: float
    offset: float
    region: str
    size_iod: float
    """How far the skin goes where it goes furthest, in percent of the distance of the eyes."""
    confidence: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a clip cannot be judged, what was measured, and where the line is."""

    code: str
    measured: float | None = None
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is known of a clip. Holds no picture and no measure of anybody's face."""

    assessable: bool
    reasons: tuple[Reason, ...] = ()
    fps: float | None = None
    duration: float | None = None
    sigma: float | None = None
    """Residual noise of the regions in percent of the inter-ocular distance; smaller is better."""
    events: tuple[Event, ...] = ()
    blinks: tuple[float, ...] = ()
    facts: dict[str, float] = field(default_factory=dict)
    """What the gate measured; for tuning and tests, not part of the JSON."""

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """The documented JSON; each reason also says what is wrong and how to film again."""
        out = asdict(self)
        del out["facts"]
        for key, digits in (("fps", 3), ("duration", 3), ("sigma", 4)):
            out[key] = None if out[key] is None else round(out[key], digits)
        out["reasons"] = [_told(reason, language) for reason in self.reasons]
        out["events"] = [_rounded(event) for event in self.events]
        out["blinks"] = [round(at, 3) for at in self.blinks]
        return out


def _told(reason: Reason, language: str) -> dict[str, Any]:
    said = {"what": what(reason.code, language), "again": again(reason.code, language)}
    return asdict(reason) | said


def _rounded(event: Event) -> dict[str, Any]:
    return {
        key: round(value, 3) if isinstance(value, float) else value
        for key, value in asdict(event).items()
    }


class Unusable(Exception):
    """A clip that cannot be judged at all; carries the reason."""

    def __init__(self, code: str, measured: float | None = None, limit: float | None = None):
        super().__init__(code)
        self.reason = Reason(code, measured, limit)
