"""What is said to a score. Plain things a person can do; never what somebody has."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

KEEP = (
    noop("该睡就睡，该吃就吃，留一点时间给自己喜欢的事。"),
    noop("过两个星期再测一次，看看有没有变化。"),
)
TALK = (
    noop("这一周，找一个信得过的人说说：家人、工友，或者工会的人。"),
    noop("每天走一走，二十分钟就行；睡前把手机放远一点。"),
    noop("能推的事先推一推，不用样样都扛。"),
    noop("过两个星期再测一次；要是一直这样，就往下再走一步，请人帮忙。"),
)
SEE = (
    noop("约一次医院的心理科或精神科，让懂行的人帮你看看，就像身体不舒服去看医生一样。"),
    noop("等号的这几天，可以先打心理援助热线 12356，不用报名字。"),
    noop("和一个信得过的人说一声“我最近不太好”，请他多问你几句。"),
    noop("班上累得撑不住，可以请假；不用说原因，说“身体不舒服”就够了。"),
)
DEEPER = noop("想看得细一点，可以再答九句（低落）和七句（担心）。")
SOON = (
    noop("这几天就去医院的心理科或精神科，请家人或工友陪着去。"),
    noop("今天就打一个电话：心理援助热线 12356，不用先想好怎么说。"),
    noop("先别一个人待着，也先别做大的决定。"),
)
