"""Everything about one person, collected from what models and manifests declare.

A model's `wall.export` names its columns; the row-level wall of the worker's role bounds what is
read a second time.
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.clock import SHANGHAI, now
from niangjia.kernel.base.install import wall_of, walled_models
from niangjia.kernel.base.types import Actor
from niangjia.kernel.base.wording import spoken
from niangjia.kernel.cases.models import Author, Event
from niangjia.kernel.cases.steps import heard
from niangjia.kernel.files import door as files
from niangjia.kernel.files import serving
from niangjia.kernel.people import sealing
from niangjia.kernel.people.models import Person

from . import export_page, registry
from .export_codes import CODES

#: How a row names the person: the first of these that the model has.
OWNERS = ("person_id", "subject_id", "author", "case", "sources", "applicant", "mediation", "by_id")
ROADS = {
    "author": "author__person_id",
    "case": "case__author__person_id",
    "applicant": "applicant__person_id",
    "mediation": "mediation__applicant__person_id",
}
TITLES = {
    "offers.Claim": noop("领过的福利"),
    "offers.Waiter": noop("排过的队"),
    "offers.Parcel": noop("寄过的包裹"),
    "offers.RollEntry": noop("在哪些福利名单上"),
    "offers.Household": noop("和谁算一户"),
    "offers.VisitedHome": noop("工会来家里看望"),
    "offers.CoverHelp": noop("请工会帮忙的理赔"),
    "lodging.Guest": noop("应急住宿"),
    "lodging.Receipt": noop("领东西的收条"),
    "people.Person": noop("我的资料"),
    "people.Membership": noop("会籍"),
    "people.Appointment": noop("任职"),
    "people.Token": noop("给程序的令牌"),
    "notices.Notice": noop("消息"),
    "notices.Delivery": noop("发到手机、邮箱或微信的提醒"),
    "notices.Preference": noop("消息怎么送"),
    "acts.Look": noop("谁看过我的信息"),
    "cases.Case": noop("点评"),
    "cases.Event": noop("点评的往来"),
    "files.Upload": noop("照片、录音和文件"),
    "letters.Letter": noop("说到你那件事的文书"),
    "mediation.Mediation": noop("调解"),
    "mediation.Sitting": noop("调解会"),
    "bundles.Bundle": noop("移交材料包"),
    "desks.FirstDay": noop("第一天走到哪里"),
    "letters.Mandate": noop("证件和委托"),
    "letters.Signature": noop("签过名的文书"),
}
LABELS = {
    "courier": noop("快递公司"),
    "waybill": noop("运单号"),
    "sent_at": noop("寄出时间"),
    "delivered_at": noop("收到时间"),
    "name": noop("姓名"),
    "hat": noop("哪个身份"),
    "stop": noop("走到哪一处"),
    "changed_at": noop("最近一次改动"),
    "phone": noop("手机号"),
    "email": noop("邮箱"),
    "channel": noop("怎么送"),
    "sms": noop("短信"),
    "wechat": noop("微信"),
    "quiet_from": noop("几点起不打扰"),
    "quiet_until": noop("几点起可以打扰"),
    "identity": noop("身份核实"),
    "joined_on": noop("入会日期"),
    "created_at": noop("登记时间"),
    "org": noop("单位"),
    "number": noop("编号"),
    "need": noop("几份"),
    "since": noop("开始"),
    "until": noop("结束"),
    "post": noop("职务"),
    "label": noop("名称"),
    "expires_at": noop("到期"),
    "at": noop("时间"),
    "title": noop("标题"),
    "text": noop("内容"),
    "viewer": noop("谁"),
    "what": noop("为什么"),
    "stars": noop("星级"),
    "state": noop("状态"),
    "verb": noop("动作"),
    "kind": noop("种类"),
    "day": noop("哪天"),
    "size": noop("大小（字节）"),
    "answered": noop("答了没有"),
    "issued_at": noop("发出时间"),
    "gender": noop("男间还是女间"),
    "confirmed_at": noop("签收"),
    "claim": noop("要谈的事"),
    "place": noop("地点"),
    "purpose": noop("交给谁"),
    "came": noop("到场的人"),
    "collected_at": noop("取走时间"),
    "record": noop("记录"),
}
#: Columns that hold sentences of ours.
SENTENCES = {"notices.Notice": ("title", "text"), "acts.Look": ("what",)}
#: Sealed columns, and what opens them.
OPENED = {"phone": sealing.phone_of, "email": sealing.email_of}
#: First line of sight where a table holds more than the person may read.
NARROWER: dict[str, dict[str, Any]] = {
    "cases.Event": {"audience__in": (Event.Audience.ALL, Event.Audience.AUTHOR)},
    "files.Upload": {"org_id": None},
    "letters.Letter": {"issued_at__isnull": False},
    "bundles.Bundle": {"org_id": None},
}


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one kind, each a mapping of labels to plain values.

    `codes` says which values of a column are codes, and what they are called.
    """

    title: str
    rows: list[dict[str, Any]]
    codes: dict[str, dict[str, str]] = field(default_factory=dict)


def parts(actor: Actor) -> list[Part]:
    """Everything of the acting worker, kind by kind; kinds without a row are left out."""
    kinds = [Part(title_of(model), _rows(actor.me, model), _codes(model)) for model in exported()]
    for room in registry.services():
        kinds += [
            Part(_(one.title), [*map(_plain_row, one.rows(actor.me))]) for one in room.exports
        ]
    return [kind for kind in kinds if kind.rows]


def _codes(model: type[Model]) -> dict[str, dict[str, str]]:
    """What the codes in a model's columns are called, by the labels of the columns."""
    return {
        _(LABELS[column]): {code: _(word) for code, word in words.items()}
        for column, words in CODES.get(model._meta.label, {}).items()
    }


def exported() -> list[type[Model]]:
    """Models that declare something for export, of those a person reads as themselves."""
    return [model for model in walled_models() if wall_of(model).export and _read(model)]


def _read(model: type[Model]) -> bool:
    rule = wall_of(model).rules.get("nj_worker")
    return rule is not None and "S" in rule.verbs


def title_of(model: type[Model]) -> str:
    """What a model's rows are called."""
    return _(TITLES.get(model._meta.label, model._meta.model_name or ""))


def about(person_id: UUID, model: type[Model]) -> QuerySet[Model]:
    """The model's rows about a person."""
    rows = model._default_manager.all()
    label = model._meta.label
    if model is Person:
        return rows.filter(pk=person_id)
    names = {getattr(f, "attname", f.name) for f in model._meta.get_fields()}
    names |= {f.name for f in model._meta.get_fields()}
    owner = next(name for name in OWNERS if name in names)
    if owner == "sources":
        asked = Author.objects.filter(person_id=person_id).values("case_id")
        return rows.filter(sources__case_id__in=asked, **NARROWER.get(label, {})).distinct()
    return rows.filter(**{ROADS.get(owner, owner): person_id}, **NARROWER.get(label, {}))


def _rows(person_id: UUID, model: type[Model]) -> list[dict[str, Any]]:
    columns = wall_of(model).export
    rows = about(person_id, model).order_by("pk")
    return [{_(LABELS.get(c, c)): _value(row, c) for c in columns} for row in rows]


def _value(row: Model, column: str) -> Any:
    if isinstance(row, Person) and column in OPENED:
        return OPENED[column](row)
    word: Callable[[], str] | None = getattr(row, f"get_{column}_display", None)
    if word:
        return _(word())
    value = getattr(row, column)
    if isinstance(row, Event) and column == "text":
        return heard(row.verb, row.text)
    return spoken(value) if column in SENTENCES.get(row._meta.label, ()) else _plain(value)


def _plain(value: Any) -> Any:
    """A value as people read it and JSON carries it."""
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat(timespec="seconds")
    if isinstance(value, Model):
        return getattr(value, "name", str(value.pk))
    return value.isoformat() if isinstance(value, date) else value


def _plain_row(row: dict[str, Any]) -> dict[str, Any]:
    return {_(LABELS.get(key, key)): _plain(value) for key, value in row.items()}


def archive(actor: Actor, kinds: list[Part]) -> IO[bytes]:
    """A zip with the same data twice, for programs (JSON) and for people (HTML), and the files."""
    made = now().astimezone(SHANGHAI).isoformat(timespec="seconds")
    data = {"made": made, "parts": {kind.title: kind.rows for kind in kinds}}
    context = {
        "made": export_page.words(made),
        "name": actor.name,
        "parts": [export_page.chapter(kind.title, kind.rows, LABELS, kind.codes) for kind in kinds],
    }
    box = tempfile.TemporaryFile()  # noqa: SIM115  (closed by whoever sends it)
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as inside:
        inside.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=2, default=str))
        inside.writestr("read.html", render_to_string("site/privacy_export.html", context))
        _put_files(inside, actor)
    box.seek(0)
    return box


def _put_files(inside: zipfile.ZipFile, actor: Actor) -> None:
    """What the person brought, packed as it is; bytes that are gone are passed over."""
    for number, file in enumerate(files.of_person(actor), 1):
        name = f"files/{number:03d}-{file.kind}.{serving.SUFFIXES[file.media]}"
        with suppress(files.Lost), inside.open(zipfile.ZipInfo(name), "w") as target:
            for piece in files.read(file):
                target.write(piece)
