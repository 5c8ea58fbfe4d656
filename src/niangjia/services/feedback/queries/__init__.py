"""Reads of 职工点评 as records ready for pages, one module per reader."""

from .desk import waiting

__all__ = ["waiting"]
