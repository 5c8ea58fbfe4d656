"""Invented names: how they are put together, and nothing about who bears them.

A few matters are told by a mother or a father, so the generator asks whether a *name* reads so;
people carry no such field.
"""

import random

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡"
    "贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段"
    "雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳"
)
COMMON_SURNAMES = SURNAMES[:24]
SOFT = "芳娟敏静丽艳霞秀英玉兰梅萍红琴云莲香凤桂珍雪燕婷慧巧莉琳娜菊翠倩蓉薇婉蕾瑶珊淑惠洁月"
FIRM = "强军勇磊刚峰辉斌龙飞鹏涛波杰浩亮平海山林建国志明永福贵根水荣生宝土富良发金虎彪雄豪锋"
EITHER = "文华东春晓新安宁乐思佳学庆忠明德立成青川江泽雨晨阳禾心远景书清和亦嘉仁祥宏兴世家少小"
ALONE = "芳娟敏静丽艳霞英梅萍红琴莲雪燕婷慧琳娜倩蓉薇瑶洁强军勇磊刚峰辉斌鹏涛波杰浩亮平海建雄豪锋"
MINORITY = (
    "阿依夏·吐尔逊", "买买提江·艾沙", "古丽娜尔·热合曼", "艾克拜尔·玉素甫", "热娜·阿不都",
    "吐尔洪·卡德尔", "帕丽达·木沙", "阿迪力·赛买提", "迪丽拜尔·依明", "努尔兰·哈力木",
    "叶尔兰·巴合提", "古丽扎·马合木提", "扎西尼玛·嘎玛", "卓玛央金·达瓦", "才让东周·索南",
    "阿西木呷·吉克", "沙玛阿依·曲比", "阿木日·吉木", "乌兰其其格·巴图", "那仁朝克·苏和",
    "玛依努尔·库尔班", "木拉提·别克", "加娜尔·托合塔", "依力哈木·塔依尔",
)  # fmt: skip
SOFT_MINORITY = frozenset(
    {"阿依夏·吐尔逊", "古丽娜尔·热合曼", "热娜·阿不都", "帕丽达·木沙", "迪丽拜尔·依明",
     "古丽扎·马合木提", "卓玛央金·达瓦", "沙玛阿依·曲比", "乌兰其其格·巴图", "玛依努尔·库尔班",
     "加娜尔·托合塔"}
)  # fmt: skip
MINORITY_SHARE = 0.015


def _given(rng: random.Random) -> str:
    tone = rng.choice((SOFT, FIRM))
    shape = rng.random()
    if shape < 0.16:
        return rng.choice(ALONE)
    first, last = (EITHER, tone) if shape < 0.66 else (tone, EITHER)
    if shape >= 0.88:
        return "".join(rng.sample(tone, 2))
    return rng.choice(first) + rng.choice(last)


def invented_name(rng: random.Random) -> str:
    """Return one plausible name; about one in sixty-five is of the kind written with ``·``."""
    if rng.random() < MINORITY_SHARE:
        return rng.choice(MINORITY)
    surname = rng.choice(COMMON_SURNAMES if rng.random() < 0.62 else SURNAMES)
    return surname + _given(rng)


def reads_as(name: str, voice: str) -> bool:
    """Tell whether a name suits a story told in this voice: ``f``, ``m``, or '' for any."""
    if "·" in name:
        return voice != "m" if name in SOFT_MINORITY else voice != "f"
    soft = sum(c in SOFT for c in name[1:])
    firm = sum(c in FIRM for c in name[1:])
    return voice == "" or (soft > 0 and firm == 0 if voice == "f" else firm > 0 and soft == 0)
