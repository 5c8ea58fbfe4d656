"""Templates folded at their first use: what is the same for everybody is drawn once per language.

Half of a page of the desk is fixed: markup, interface texts, icons, addresses without parameters,
static files. The template engine asks the catalogue, the router and the manifest for each of them
on every page. Neighbours that depend on the language alone become one node that remembers its
text; everything else is left as it was (`bench/cases.py` has the figures).
"""

from __future__ import annotations

from typing import Any

from django.template import Node, NodeList, Template
from django.template.base import FilterExpression, TextNode, Variable
from django.template.context import Context
from django.template.defaulttags import CommentNode, IfNode, LoadNode, URLNode
from django.template.library import SimpleNode
from django.template.loaders import cached
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from niangjia.ui.templatetags.ui import icon

#: Tags of ours whose outcome depends on their arguments alone.
PURE = (icon,)
#: Where a rendering keeps its language: read for every folded node, so not from the thread.
LANGUAGE = "niangjia-language"


class Folded(Node):
    """Neighbours that depend on the language alone, drawn once for each language."""

    child_nodelists = ()

    def __init__(self, parts: list[Node]) -> None:
        self.parts = parts
        self.drawn: dict[tuple[str, bool], SafeString] = {}

    def render_annotated(self, context: Context) -> SafeString:
        key = (_language(context), context.autoescape)
        found = self.drawn.get(key)
        if found is None:
            found = self.drawn[key] = SafeString(
                "".join([str(part.render_annotated(context)) for part in self.parts])
            )
        return found

    render = render_annotated


def _language(context: Context) -> str:
    """The language of this rendering; nothing inside a page changes it."""
    found: str | None = context.render_context.get(LANGUAGE)
    if found is None:
        found = context.render_context[LANGUAGE] = get_language() or ""
    return found


class Loader(cached.Loader):
    """The caching loader, with each template folded when it is first read."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        """The template; raises TemplateDoesNotExist."""
        template: Template = super().get_template(template_name, skip)
        if not getattr(template, "folded", False):
            template.nodelist = folded(template.nodelist)
            template.folded = True  # type: ignore[attr-defined]
        return template


def folded(nodes: NodeList) -> NodeList:
    """The same nodes with neighbours of one language put together, inside them too."""
    made = NodeList()
    made.contains_nontext = nodes.contains_nontext
    run: list[Node] = []
    for node in nodes:
        if is_fixed(node):
            run.append(node)
            continue
        _settle(made, run)
        run = []
        _fold_inside(node)
        made.append(node)
    _settle(made, run)
    return made


def _settle(made: NodeList, run: list[Node]) -> None:
    kept = [node for node in run if not isinstance(node, (CommentNode, LoadNode))]
    if len(kept) == 1 and isinstance(kept[0], (TextNode, Folded)):
        made.append(kept[0])
    elif kept:
        made.append(Folded(kept))


def _fold_inside(node: Node) -> None:
    if isinstance(node, IfNode):
        node.conditions_nodelists = [(c, folded(n)) for c, n in node.conditions_nodelists]
        return
    for name in node.child_nodelists:
        inside = getattr(node, name, None)
        if isinstance(inside, NodeList):
            setattr(node, name, folded(inside))


def is_fixed(node: Node) -> bool:
    """True when the language alone decides what the node draws."""
    if isinstance(node, (TextNode, Folded, CommentNode, LoadNode)):
        return True
    if isinstance(node, TranslateNode):
        return not (node.asvar or node.message_context) and _literal(node.filter_expression)
    if isinstance(node, StaticNode):
        return node.varname is None and _literal(node.path)
    if isinstance(node, URLNode):
        return not (node.asvar or node.args or node.kwargs) and _literal(node.view_name)
    return _is_pure(node)


def _is_pure(node: Node) -> bool:
    return (
        isinstance(node, SimpleNode)
        and node.func in PURE
        and node.target_var is None
        and all(map(_literal, [*node.args, *node.kwargs.values()]))
    )


def _literal(expression: FilterExpression) -> bool:
    """True for a quoted text or a number without filters."""
    found = expression.var
    if isinstance(found, Variable):
        return found.lookups is None and not expression.filters
    return not expression.filters


__all__ = ["Folded", "Loader", "folded"]
