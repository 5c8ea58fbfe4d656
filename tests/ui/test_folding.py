"""Folded templates draw what the templates would: no page may tell the difference."""

from __future__ import annotations

import pytest
from django.template import Context, Engine
from django.utils import translation

from niangjia.ui.folding import Folded
from tests.ui.stage import Page, draw, engine
from tests.ui.test_pages import PAGES

PLAIN = "django.template.loaders.cached.Loader"
FIXED = "<b>{% translate '待办' %}</b>{% comment %}x{% endcomment %}{% icon 'plus' %}<i>&</i>"
LIVE = "{% translate '待办' as w %}{{ w }}{% if on %}{% translate '列表' %}!{% endif %}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_folded_page_is_the_same_page(page: Page) -> None:
    for language in ("zh-hans", "en"):
        with translation.override(language):
            assert draw(page) == draw(page, drawn_by=engine(PLAIN)), language


def small(source: str, loader: str = "niangjia.ui.folding.Loader") -> Engine:
    """An engine that knows one template."""
    return Engine(
        loaders=[(loader, [("django.template.loaders.locmem.Loader", {"x": source})])],
        libraries={"i18n": "django.templatetags.i18n", "ui": "niangjia.ui.templatetags.ui"},
        builtins=["django.templatetags.i18n", "niangjia.ui.templatetags.ui"],
    )


def test_neighbours_become_one_node_and_what_lives_stays() -> None:
    template = small(FIXED + LIVE).get_template("x")
    first, *rest = template.nodelist
    assert isinstance(first, Folded)
    assert not any(isinstance(node, Folded) for node in rest)
    with translation.override("zh-hans"):
        assert template.render(Context({"on": True})).endswith("待办列表!")
        assert template.render(Context({"on": False})).endswith("</i>待办")


def test_each_language_has_its_own_text() -> None:
    template = small(FIXED).get_template("x")
    seen = {}
    for language in ("zh-hans", "en", "zh-hans", "en"):
        with translation.override(language):
            text = template.render(Context())
            assert seen.setdefault(language, text) == text
    assert seen["zh-hans"] != seen["en"]


def test_text_that_is_not_escaped_is_kept_apart() -> None:
    template = small("{% translate 'a & b' %}!").get_template("x")
    assert template.render(Context(autoescape=False)) == "a & b!"
    assert template.render(Context()) == "a & b!", "a text of ours is not escaped, as in Django"
