"""The two networks on LiteRT: where a face is, and its 468 landmarks.

The shapes follow the model cards: BlazeFace short range looks at 128 x 128 pixels in [-1, 1] and
answers for 896 anchors; the face landmark model looks at 192 x 192 pixels in [0, 1] and answers
468 points in those pixels, and a logit that there is a face at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from moodlens.records import Bytes, Floats
from moodlens.weights import weights

LOOK, MESH = 128, 192
SURE, OVERLAP = 0.5, 0.3


@dataclass(frozen=True, slots=True)
class Found:
    """A face: its box and the two eyes, in parts of the square that was looked at."""

    score: float
    box: tuple[float, float, float, float]
    eyes: Floats


class Net:
    """One network, one thread: the same input gives the same output to the last bit."""

    def __init__(self, name: str) -> None:
        self.interpreter = Interpreter(model_content=weights(name), num_threads=1)
        self.interpreter.allocate_tensors()
        self.into = self.interpreter.get_input_details()[0]["index"]
        self.outs = {
            int(np.prod(out["shape"])): out["index"]
            for out in self.interpreter.get_output_details()
        }

    def run(self, image: NDArray[np.float32]) -> None:
        """Feed one image of height x width x 3."""
        self.interpreter.set_tensor(self.into, image[None])
        self.interpreter.invoke()

    def out(self, size: int) -> NDArray[np.float32]:
        """The output with that many numbers."""
        found: NDArray[np.float32] = self.interpreter.get_tensor(self.outs[size])
        return found.reshape(-1)


def anchors() -> Floats:
    """Centres of the 896 anchors: two at each of 16 x 16 places, six at each of 8 x 8."""
    rows = []
    for side, each in ((16, 2), (8, 6)):
        at = (np.arange(side) + 0.5) / side
        grid = np.stack(np.meshgrid(at, at), axis=-1).reshape(-1, 2)
        rows.append(np.repeat(grid, each, axis=0))
    return np.concatenate(rows)


class Detector:
    """BlazeFace short range."""

    def __init__(self) -> None:
        self.net = Net("face_detection_short_range.tflite")
        self.anchors = anchors()

    def look(self, square: Bytes) -> list[Found]:
        """The faces in a 128 x 128 picture, best first, each once."""
        self.net.run(square.astype(np.float32) / 127.5 - 1.0)
        raw = self.net.out(896 * 16).reshape(896, 16).astype(np.float64)
        logits = np.clip(self.net.out(896).astype(np.float64), -80, 80)
        scores = 1 / (1 + np.exp(-logits))
        kept: list[Found] = []
        for row in np.argsort(-scores, kind="stable"):
            if scores[row] < SURE or len(kept) > 4:
                break
            one = self._found(float(scores[row]), raw[row] / LOOK, self.anchors[row])
            if all(_overlap(one.box, other.box) < OVERLAP for other in kept):
                kept.append(one)
        return kept

    def _found(self, score: float, raw: Floats, anchor: Floats) -> Found:
        x, y = raw[:2] + anchor
        half = raw[2:4] / 2
        eyes = raw[4:8].reshape(2, 2) + anchor
        return Found(score, (x - half[0], y - half[1], x + half[0], y + half[1]), eyes)


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    """Intersection over union of two boxes."""
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    both = max(wide, 0.0) * max(high, 0.0)
    either = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both
    return both / either if either > 0 else 0.0


class Mesh:
    """The face landmark model."""

    def __init__(self) -> None:
        self.net = Net("face_landmark.tflite")

    def fit(self, square: Bytes) -> tuple[Floats, float]:
        """468 points (x, y, z) in pixels of the 192 x 192 picture, and the chance of a face."""
        self.net.run(square.astype(np.float32) / 255.0)
        points = self.net.out(1404).reshape(468, 3).astype(np.float64)
        logit = float(np.clip(self.net.out(1)[0], -80, 80))
        return points, 1 / (1 + float(np.exp(-logit)))
