"""The two networks, as files; each is checked against its digest before it runs."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

SHA256 = {
    "face_detection_short_range.tflite": (
        "3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633"
    ),
    "face_landmark.tflite": "2efcb4f4de43c7614b80a3cc3e8a37354b3b3b40f75cce20f6f38f0f25d65493",
}


class Tampered(RuntimeError):
    """A file of weights is not the one this version was tested with."""


@cache
def weights(name: str) -> bytes:
    """The bytes of one network; raises ``Tampered`` when they are not the known ones."""
    content = files(__name__).joinpath(name).read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256[name]:
        raise Tampered(name)
    return content
