"""Every route and API operation, found by walking the resolver: none can be forgotten."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from niangjia.site.api import api

PARAMETER = re.compile(r"<(?:(?P<kind>[^:>]+):)?(?P<name>[^>]+)>")


@dataclass(frozen=True, slots=True)
class Route:
    """An address with its parameters, the permit it asks for ("" for none), and its methods."""

    address: str
    name: str
    permit: str
    module: str
    methods: tuple[str, ...] = ("GET", "POST")

    @property
    def api(self) -> bool:
        """Whether programs use it, with a bearer token."""
        return self.address.startswith("api/")

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the parameters, in order."""
        return tuple(found["name"] for found in PARAMETER.finditer(self.address))

    def path(self, values: dict[str, Any]) -> str:
        """The address with values in place of the parameters."""
        return "/" + PARAMETER.sub(lambda found: str(values[found["name"]]), self.address)


def walk() -> Iterator[Route]:
    """All routes, in the order in which they are tried; API operations one by one."""
    operations = dict(_operations())
    for address, pattern in _patterns(get_resolver()):
        if address in operations:
            yield from operations.pop(address)
        elif not address.startswith("api/") or pattern.name in ("api-root", "openapi-json"):
            view = pattern.callback
            yield Route(address, pattern.name or "", _permit(view), _module(view), _methods(view))
    assert not operations, f"operations without a route: {list(operations)}"


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        address = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _patterns(one, address)
        else:
            yield address, one


def _operations() -> Iterator[tuple[str, list[Route]]]:
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            address = _plain("api/v1" + prefix + path)
            yield (
                address,
                [
                    Route(
                        address,
                        one.view_func.__name__,
                        _permit(one.view_func),
                        _module(one.view_func),
                        tuple(one.methods),
                    )
                    for one in view.operations
                ],
            )


def _plain(address: str) -> str:
    """Ninja writes {uuid:name} and registers <uuidstr:name>."""
    address = re.sub(r"\{(?:(\w+):)?(\w+)\}", r"<\1:\2>", address)
    return address.replace("<uuid:", "<uuidstr:").replace("<:", "<")


def _permit(view: Callable[..., Any]) -> str:
    return str(getattr(view, "permit", ""))


def _module(view: Callable[..., Any]) -> str:
    return str(getattr(view, "__module__", ""))


def _methods(view: Callable[..., Any]) -> tuple[str, ...]:
    """GET and POST: a route that takes only one of them answers 405 to the other."""
    return ("GET", "POST")
