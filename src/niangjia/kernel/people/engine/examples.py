"""Two invented lines for each template, by the keys of its columns. Data: cells stay Chinese."""

from __future__ import annotations

#: Whoever is in them, nobody is: what is left in a file is not brought in.
EXAMPLES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "orgs": (
        {
            "name": "示例一镇工会",
            "what": "镇街工会",
            "short": "示例一镇",
            "founded_on": "2015-05-01",
        },
        {
            "name": "示例纺织有限公司",
            "what": "用人单位",
            "short": "示例纺织",
            "industry": "纺织",
            "headcount": "68",
            "founded_on": "2012-03-01",
        },
    ),
    "people": (
        {"name": "示例甲", "phone": "13900000001", "joined_on": "2022-04-18"},
        {"name": "示例乙", "joined_on": "2023-09-01", "number": "SL-0002"},
    ),
    "appointments": (
        {
            "person": "13900000001",
            "org": "示例一镇工会",
            "post": "专职干部",
            "title": "工会专干",
            "since": "2022-04-18",
        },
        {
            "person": "SL-0002",
            "org": "示例纺织有限公司",
            "post": "单位经办人",
            "since": "2023-09-01",
        },
    ),
}
