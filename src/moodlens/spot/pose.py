"""Taking out what the head did, so that what is left is what the face did.

Laid over the resting face, a head that turned a little still differs from it: by a shift, a turn,
a stretch, and by its depth, since the nose moves further than the cheek. Each picture's
displacement is therefore explained by place and depth of the points, and points that a muscle
moved are told apart by not fitting (Tukey's weights).
"""

from __future__ import annotations

import numpy as np

from moodlens.face.points import LEFT_EYE, RIGHT_EYE, RIGID, TRACKED
from moodlens.records import Floats

DEPTH = 3
"""The column whose coefficients are the turn and the nod of the head."""
ROUNDS = 6
TUKEY = 3.5
SOFT = 0.5
"""Weight of points that muscles carry, against those that bone carries."""
LIDS_REACH = 0.3
"""Eye distances around an eye within which a blink may move the skin."""
RIDGE = 1e-6


def shapes(places: Floats) -> Floats:
    """What a small movement of the head does to the points: one column each."""
    x, y, z = places.T
    return np.column_stack([np.ones_like(x), x, y, z])


def trust(places: Floats) -> Floats:
    """Weight of each tracked point beforehand; whatever a blink can move has none."""
    rigid = set(RIGID)
    weight = np.array([1.0 if point in rigid else SOFT for point in TRACKED])
    for corners in (RIGHT_EYE, LEFT_EYE):
        at = [TRACKED.index(corner) for corner in corners]
        off = np.linalg.norm(places[:, :2] - places[at, :2].mean(axis=0), axis=1)
        weight[off < LIDS_REACH] = 1e-3
    return weight


def head_free(moved: Floats, places: Floats) -> tuple[Floats, Floats]:
    """Displacements without the head's part, and that part's coefficients (pictures x columns)."""
    design, prior = shapes(places), trust(places)
    weights = np.tile(prior, (len(moved), 1))
    for _ in range(ROUNDS):
        found = _fitted(design, weights, moved)
        left = moved - design @ found
        off = np.hypot(left[..., 0], left[..., 1])
        spread = 1.4826 * np.median(off, axis=1, keepdims=True) + 1e-9
        fits = np.clip(1 - (off / (TUKEY * spread)) ** 2, 0, 1) ** 2
        weights = prior * fits + 1e-9
    return left, found.reshape(len(moved), -1)


def _fitted(design: Floats, weights: Floats, moved: Floats) -> Floats:
    """Weighted least squares for every picture at once."""
    normal = np.einsum("pi,tp,pj->tij", design, weights, design, optimize=True)
    normal += RIDGE * np.eye(design.shape[1])
    right = np.einsum("pi,tp,tpc->tic", design, weights, moved, optimize=True)
    return np.asarray(np.linalg.solve(normal, right))
