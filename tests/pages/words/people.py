"""Invented authors, and the notes that say where they work and who paid, in the forms newspapers print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from articles.parsing.types import Funding

_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔"
    "任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚易温文和柏宁苗陶向冉甘成乐"
)
_COMPOUND = ("欧阳", "司马", "上官", "诸葛", "皇甫", "令狐", "尉迟", "公孙", "慕容", "夏侯")
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国文斌鹏飞宇浩然子轩雨桐欣怡思远志新晓东海燕春生永康立德才慧星"
    "仁云波峰林森川江河山岭松柏竹菊兴旺达成功学书礼义信忠孝廉耻谱希望松森虹霖彦博睿哲瀚翰晨旭昕景行知之一"
)
_FOREIGN = ("阿不都·热合曼", "买买提·艾山", "扎西·多吉", "阿依古丽·吐尔逊", "巴特尔·那顺", "卓玛·次仁")

_PLACES = (
    "重庆",
    "四川",
    "成都",
    "贵州",
    "云南",
    "陕西",
    "湖北",
    "湖南",
    "广西",
    "甘肃",
    "浙江",
    "江苏",
    "北京",
    "上海",
)
_UNIVERSITIES = (
    "西南大学", "重庆大学", "四川大学", "西南政法大学", "重庆邮电大学", "重庆工商大学", "重庆交通大学",
    "四川外国语大学", "西南财经大学", "重庆师范大学",
    "长江师范学院", "重庆三峡学院", "重庆文理学院", "重庆科技大学", "电子科技大学", "贵州财经大学", "中国人民大学",
    "中国社会科学院大学", "重庆青年职业技术学院",
)  # fmt: skip
_SCHOOLS = (
    "经济管理学院", "马克思主义学院", "国际法学院", "公共管理学院", "体育学院", "新闻传播学院", "文学院", "法学院",
    "人工智能学院", "成渝地区双城经济圈建设研究院",
    "乡村振兴研究院", "政治与公共管理学院",
)  # fmt: skip
_OFFICES = (
    "中共重庆市委党校区域经济教研部", "重庆社会科学院", "重庆社会科学院《改革》杂志社", "四川省社会科学院",
    "重庆市中国特色社会主义理论体系研究中心",
    "重庆市综合经济研究院", "市发展改革委产业处", "市经济信息委干部人事处", "国务院发展研究中心",
    "中共四川省委党校经济学教研部", "重庆市大足区委党校",
    "西部(重庆)科学城管委会", "成渝经济促进会", "重庆市人民政府发展研究中心", "渝中区委宣传部", "九龙坡区教委",
    "西部金融研究院", "重庆日报理论部",
)  # fmt: skip
_POSTS = (
    "教授", "副教授", "研究员", "副研究员", "博士生", "博士", "讲师", "院长", "副院长、教授", "主任", "党委书记",
    "副主任、编审", "特约研究员", "博士后", "秘书长", "副处长",
)  # fmt: skip
_FUNDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("国家社会科学基金项目", ("{yy}XGL{nnn}", "{yy}BJL{nnn}", "{yy}CKS{nnn}", "{yy}&ZD{nnn}")),
    ("国家社科基金项目", ("{yy}XJY{nnn}", "{yy}AZD{nnn}")),
    ("国家社科基金重大项目", ("{yy}ZDA{nnn}", "{yy}&ZD{nnn}")),
    ("国家自然科学基金项目", ("7{nnnn}{nnn}", "7{nnn}{nnnn}")),
    ("教育部人文社会科学研究规划基金项目", ("{yy}YJA{nnn}{nnn}", "{yy}YJC{nnn}{nnn}")),
    ("重庆市社会科学规划项目", ("20{yy}BS{nnn}", "20{yy}NDYB{nn}", "20{yy}YC{nnn}")),
    ("重庆市哲学社会科学规划项目", ("20{yy}YC{nnn}", "20{yy}WT{nn}")),
    ("重庆市哲学社会科学创新工程项目", ("20{yy}CXZD{nn}",)),
    ("重庆市社科规划社会组织项目", ("20{yy}SZ{nn}",)),
    ("重庆市教委人文社科研究项目", ("{yy}SKGH{nnn}", "{yy}SKJD{nnn}")),
    ("重庆市教委科学技术研究项目", ("KJQN20{yy}0{nnnn}",)),
    ("中央高校基本科研业务费专项资金项目", ("SWU{nnnn}{nnn}", "20{yy}CDJSK{nn}PT{nn}")),
    ("四川省哲学社会科学基金项目", ("SCJJ{yy}ND{nnn}",)),
    ("重庆市高等教育教学改革研究项目", ("2{nn}{nnn}",)),
)

COLUMNS = ("智库圆桌", "决策建议", "智库头条", "资政参考", "智库对话")
INVENTED_COLUMNS = (
    "实践观察", "理论茶座", "思想者说", "学习笔记", "前沿", "观点", "渝论", "重庆论坛", "新论", "基层之声",
    "调研手记", "名家谈", "青年学者说", "学思践悟", "热点解读",
    "智库报告", "深度观察·县域", "“十五五”前瞻", "理响青年", "治理之道", "党建论苑", "文化视点", "经济大家谈",
    "读者来论",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Note:
    """An affiliation note without its outer parentheses, and the funds it names."""

    text: str
    funding: tuple[Funding, ...] = ()


def person_name(rng: Random) -> str:
    """A name of two to four characters, now and then with a compound surname or a middle dot."""
    if rng.random() < 0.03:
        return rng.choice(_FOREIGN)
    surname = rng.choice(_COMPOUND) if rng.random() < 0.05 else rng.choice(_SURNAMES)
    given = "".join(rng.sample(_GIVEN, 1 if rng.random() < 0.3 else 2))
    return surname + given


def people(rng: Random, count: int, taken: set[str]) -> tuple[str, ...]:
    """`count` names that nobody on the page has yet; they are added to `taken`."""
    names: list[str] = []
    while len(names) < count:
        name = person_name(rng)
        if name not in taken:
            names.append(name)
            taken.add(name)
    return tuple(names)


def affiliation(rng: Random, *, post: bool) -> str:
    """Where somebody works, with or without what they are there."""
    if rng.random() < 0.6:
        place = rng.choice(_UNIVERSITIES) + (rng.choice(_SCHOOLS) if rng.random() < 0.8 else "")
    else:
        place = rng.choice(_OFFICES)
    if rng.random() < 0.04:
        place = f"中国社会科学院大学（{rng.choice(('研究生院', '政府管理学院'))}）"
    return place + (rng.choice(_POSTS) if post else "")


def _code(rng: Random, forms: tuple[str, ...]) -> str:
    code = rng.choice(forms).replace("{yy}", str(rng.randrange(20, 26)))
    for width in (4, 3, 2):
        while "{" + "n" * width + "}" in code:
            code = code.replace("{" + "n" * width + "}", f"{rng.randrange(1, 10**width):0{width}d}", 1)
    return code


def _seed_like(fund: str, code: str, rng: Random) -> str:
    return f"{fund}：{code}成果"


def _bracketed(fund: str, code: str, rng: Random) -> str:
    return rng.choice(
        (
            f"{fund}（{code}）成果",
            f"{fund}（{code}）阶段性成果",
            f"{fund}({code})成果",
            f"{fund}（项目编号：{code}）成果",
        )
    )


def _titled(fund: str, code: str, rng: Random) -> str:
    subject = rng.choice(
        ("成渝地区产业协同发展研究", "数字经济赋能乡村振兴路径研究", "新质生产力培育机制研究", "红色文化传承创新研究")
    )
    return rng.choice((f"{fund}“{subject}”（{code}）阶段性成果", f"{fund}《{subject}》（{code}）的阶段性成果"))


_CODED: tuple[Callable[[str, str, Random], str], ...] = (_seed_like, _seed_like, _seed_like, _bracketed, _titled)


def _funded(rng: Random) -> tuple[str, tuple[Funding, ...]]:
    fund, forms = rng.choice(_FUNDS)
    lead = rng.choice(("本文为", "本文为", "本文为", "本文系", "本文是"))
    if rng.random() < 0.3:
        return f"{lead}{fund}{rng.choice(('成果', '成果', '阶段性成果'))}", (Funding(fund),)
    code = _code(rng, forms)
    return lead + rng.choice(_CODED)(fund, code, rng), (Funding(fund, code),)


def note(rng: Random, authors: int) -> Note:
    """A note for this many authors, in one of the forms that newspapers print."""
    if authors > 1 and rng.random() < 0.8:
        places = "、".join(affiliation(rng, post=True) for _ in range(authors))
        text = rng.choice(("作者分别系", "作者分别系", "作者分别为", "作者单位分别系")) + places
    elif rng.random() < 0.45:
        text = rng.choice(("作者单位：", "作者单位：", "作者单位系", "作者单位:")) + affiliation(rng, post=False)
    else:
        text = rng.choice(
            ("作者系", "作者系", "作者系", "作者为", "作者均系" if authors > 1 else "作者系")
        ) + affiliation(rng, post=True)
    if rng.random() < 0.5:
        return Note(text)
    funded, funding = _funded(rng)
    return Note(text + rng.choice(("，", "，", "，", "；", "。", "，")) + funded, funding)
