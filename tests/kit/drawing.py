"""Pages drawn as the site draws them, for tests that ask thousands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.template.base import Template
from django.test.utils import _TestState


@contextmanager
def drawn_plainly() -> Iterator[None]:
    """Without the runner's copy of every template's context: nobody asks for `answer.context`."""
    with patch.object(Template, "_render", _TestState.saved_data.template_render):  # type: ignore[attr-defined]  # hidden
        yield
