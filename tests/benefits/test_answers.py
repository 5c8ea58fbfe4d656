"""Short answers beside a button: what is no text is not taken for one."""

from __future__ import annotations

from uuid import uuid4

import pytest

from niangjia.services.benefits.forms.answers import CallOffForm, WhyNotForm


@pytest.mark.parametrize(
    ("why", "taken"),
    [("没有名额了", True), (" ", False), ("没", False), ("没\x00有", False), ("没" * 201, False)],
)
def test_why_not(why: str, taken: bool) -> None:
    assert WhyNotForm({"why": why}).is_valid() is taken


@pytest.mark.parametrize(
    ("reason", "taken"),
    [("", True), ("改到下周", True), ("改\x00期", False), ("改" * 61, False)],
)
def test_why_no_longer(reason: str, taken: bool) -> None:
    assert CallOffForm({"portion": str(uuid4()), "reason": reason}).is_valid() is taken


@pytest.mark.parametrize("portion", ["", "1", "x" * 36])
def test_a_portion_that_is_none(portion: str) -> None:
    assert CallOffForm({"portion": portion}).has_error("portion")
