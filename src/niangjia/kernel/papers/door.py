"""The only thing other rooms import of papers: a document, and the three ways to write it."""

from __future__ import annotations

from . import rolls
from .charts import Bar, bars
from .page import WRITERS, as_html, download
from .paper import (
    Block,
    Break,
    Figure,
    Heading,
    Numbered,
    Paper,
    Para,
    Sign,
    Table,
    clean,
    file_name,
    paras,
)
from .pdf import as_pdf, as_png
from .word import as_docx

__all__ = [
    "WRITERS",
    "Bar",
    "Block",
    "Break",
    "Figure",
    "Heading",
    "Numbered",
    "Paper",
    "Para",
    "Sign",
    "Table",
    "as_docx",
    "as_html",
    "as_pdf",
    "as_png",
    "bars",
    "clean",
    "download",
    "file_name",
    "paras",
    "rolls",
]
