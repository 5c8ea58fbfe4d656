"""Sample files on a matter, and the queue of those to be looked at."""

from __future__ import annotations

import base64
import io

from PIL import Image

from tests.ui.stage import rec


def picture(warm: int) -> str:
    """A small photograph, as an address that needs no server."""
    image = Image.radial_gradient("L").resize((160, 120))
    shade = Image.merge("RGB", (image, image.point(lambda x: x * warm // 100), image))
    out = io.BytesIO()
    shade.save(out, "JPEG", quality=50)
    return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()


def photo(n: int, among: int, said: str = ""):
    """One photograph of several."""
    return rec(
        id=f"p{n}",
        kind="photo",
        alt=f"照片 {n}/{among}",
        url="/x",
        thumb=picture(60 + 10 * n),
        note="",
        said=said,
    )


def voice(said: str = ""):
    """A recording."""
    return rec(id="v", kind="voice", alt="录音 1/1", url="/v", thumb="", note="0:42", said=said)


def paper(said: str = ""):
    """A payslip."""
    return rec(
        id="d", kind="paper", alt="文件 1/1", url="/d", thumb="", note="PDF · 120 KB", said=said
    )


WAITS, SEEN, HELD = "工会看过才会给公司看", "公司也看得到", "只有工会看得到：看得出工位"
FROM_AUTHOR = rec(title="你传的", files=[photo(1, 2, WAITS), photo(2, 2, SEEN), voice(HELD)])
FROM_UNION = rec(title="工会给你的", files=[paper()])
PASSED_ON = rec(title="工会转来的", files=[photo(1, 1)])
AT_DESK = rec(
    title="职工传的", files=[photo(1, 2, "等着看，公司看不到"), photo(2, 2, "给公司看了"), voice()]
)
ON_PAPER = rec(
    pictures=[
        rec(thumb=picture(70), alt="照片 1/2", caption="职工传的 · 照片 1/2 · 遮过的，给公司看了"),
        rec(thumb=picture(80), alt="照片 2/2", caption="工会传的 · 照片 2/2"),
    ],
    left=1,
    inner=False,
)
KEPT = [photo(1, 2), photo(2, 2), voice(), paper()]


def waiting(shown, late: bool = False, cover: str = "", uncover: str = "", covered: bool = False):
    """One file of the queue."""
    return rec(
        id=shown["id"],
        case_url="/c",
        case_title="三号宿舍楼 402 的空调上周就坏了",
        line="百川纺织有限公司 · LJ-2026-000427",
        whose="职工传的，要不要给公司看？",
        late=late,
        due="说好11月22日 17:30前看",
        shown=shown | {"said": "等着看，公司看不到"},
        cover=cover,
        uncover=uncover,
        covered=covered,
    )


QUEUE = rec(
    items=[
        waiting(photo(1, 2), late=True, cover="/cover"),
        waiting(photo(2, 2), uncover="/un"),
        waiting(voice()),
        waiting(paper()),
    ],
    waiting="3",
    oldest="3 小时",
    of_case="",
)
