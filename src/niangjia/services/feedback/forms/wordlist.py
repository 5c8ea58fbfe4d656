"""A section of the word list as it is typed, and the whole list as a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from niangjia.kernel.cases.door import triage
from niangjia.kernel.people import door as people
from niangjia.services.feedback import rules

#: A word, and after it perhaps how much it says: "停运 0.5".
LINE = re.compile(r"(?P<word>\S.*?)(?:\s+(?P<weight>[0-9.]+))?$")
WEIGHT_MOST = 10.0
COLUMNS = ("栏目", "词", "分量")
MOST_BYTES = 500_000


def section_of(lines: Iterable[str]) -> dict[str, float]:
    """Words with their weight from lines as they are typed; what stands twice counts once."""
    out: dict[str, float] = {}
    for number, raw in enumerate(lines, 1):
        line = raw.partition("#")[0].strip()
        if line and (found := LINE.match(line)):
            word, weight = _word(found["word"], number), _weight(found["weight"], number)
            out[word] = weight
    return out


def _word(text: str, number: int) -> str:
    word = triage.clean(text)
    if not any(map(str.isalnum, word)) or len(word) > rules.WORD_MOST:
        most = rules.WORD_MOST
        said = _("第 %(n)s 行：一行写一个词，最多 %(most)s 个字。")
        raise ValidationError(said, "word", {"n": number, "most": most})
    return word


def _weight(text: str | None, number: int) -> float:
    try:
        weight = float(text or 1)
    except ValueError:
        weight = 0.0
    if not 0 < weight <= WEIGHT_MOST:
        said = _("第 %(n)s 行：分量写 0 以上、最多 10 的数，不写就是 1。")
        raise ValidationError(said, "weight", {"n": number})
    return weight


class WordListForm(forms.Form):
    """One section as text, the version it was seen at, and a sentence to try."""

    words = forms.CharField(
        required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 16})
    )
    sentence = forms.CharField(
        required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput())

    def clean_words(self) -> dict[str, float]:
        """The section as words with their weight."""
        return section_of(self.cleaned_data["words"].splitlines())


class WordFileForm(forms.Form):
    """The list as a file: sections that do not stand in it stay as they are."""

    file = forms.FileField(
        error_messages={"required": _("请选一个文件"), "empty": _("这个文件是空的")}
    )
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput())

    def __init__(self, *args: Any, titles: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = {title: key for key, title in titles.items()}

    def clean_file(self) -> dict[str, dict[str, float]]:
        """Sections with their words."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("文件太大，词表最多 500 KB。"))
        try:
            rows = list(people.sheets.rows_of(file.name, file.read()))
        except people.sheets.BadSheet as wrong:
            raise ValidationError(str(wrong)) from wrong
        if not rows or tuple(cell.strip() for cell in rows[0][:2]) != COLUMNS[:2]:
            raise ValidationError(_("第一行应该是“栏目、词、分量”；先下载一份，在它上面改。"))
        return self._sections(rows[1:])

    def _sections(self, rows: Iterable[Sequence[str]]) -> dict[str, dict[str, float]]:
        out: dict[str, dict[str, float]] = {}
        for number, row in enumerate(rows, 2):
            title, word, weight = (*(cell.strip() for cell in row), "", "", "")[:3]
            if not (title or word):
                continue
            if title not in self.keys:
                said = _("第 %(n)s 行：没有“%(title)s”这一栏。")
                raise ValidationError(said, "section", {"n": number, "title": title[:20]})
            words = out.setdefault(self.keys[title], {})
            words[_word(word, number)] = _weight(weight or None, number)
        return out
