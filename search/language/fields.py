"""The fields a query may name, and the parts of an article that each looks into."""

from __future__ import annotations

from search.types import Where

FIELDS: dict[str, tuple[Where, ...]] = {
    "标题": (Where.TITLE,),
    "作者": (Where.AUTHOR, Where.AUTHOR_SOUND),
    "栏目": (Where.COLUMN,),
    "主题": (Where.THEME,),
    "单位": (Where.AFFILIATION, Where.ORGANISATION),
    "基金": (Where.FUNDING,),
    "正文": (Where.BODY, Where.LEAD, Where.BOX),
    "图注": (Where.CAPTION,),
    "专题": (Where.FEATURE,),
    "关键词": (Where.KEYWORDS,),
    "摘要": (Where.ABSTRACT,),
    "导语": (Where.LEAD,),
    "框文": (Where.BOX,),
    "参考文献": (Where.REFERENCES,),
    "日期": (Where.DATE,),
    "报纸": (Where.PUBLICATION,),
    "版名": (Where.SECTION,),
    "版次": (Where.PAGE,),
}

_OTHER_NAMES = {
    "title": "标题",
    "author": "作者",
    "column": "栏目",
    "theme": "主题",
    "organisation": "单位",
    "affiliation": "单位",
    "funding": "基金",
    "body": "正文",
    "caption": "图注",
    "feature": "专题",
    "keywords": "关键词",
    "abstract": "摘要",
    "lead": "导语",
    "box": "框文",
    "references": "参考文献",
    "年份": "日期",
    "date": "日期",
    "year": "日期",
    "出版物": "报纸",
    "publication": "报纸",
    "section": "版名",
    "page": "版次",
}

WHERE_LABELS = {
    Where.TITLE: "标题",
    Where.AUTHOR: "作者",
    Where.THEME: "主题",
    Where.KEYWORDS: "关键词",
    Where.ABSTRACT: "摘要",
    Where.LEAD: "导语",
    Where.BODY: "正文",
    Where.BOX: "框文",
    Where.AFFILIATION: "作者单位",
    Where.FUNDING: "基金",
    Where.REFERENCES: "参考文献",
    Where.CAPTION: "图注",
    Where.FEATURE: "专题",
    Where.COLUMN: "栏目",
    Where.ORGANISATION: "单位",
    Where.AUTHOR_SOUND: "作者拼音",
    Where.DATE: "日期",
    Where.PUBLICATION: "报纸",
    Where.SECTION: "版名",
    Where.PAGE: "版次",
}

FIELD_NAMES = (*FIELDS, *_OTHER_NAMES)

_NAMES = {wheres: name for name, wheres in FIELDS.items()}


def field_wheres(name: str) -> tuple[Where, ...]:
    """The parts that a field's name stands for, in either language, in any case."""
    return FIELDS[_OTHER_NAMES.get(name.lower(), name)]


def names_of(wheres: tuple[Where, ...]) -> list[str]:
    """Every name of the field that looks into these parts."""
    return [name for name in FIELD_NAMES if field_wheres(name) == wheres]


def field_name(wheres: tuple[Where, ...]) -> str:
    """The Chinese name of the field that looks into these parts."""
    return _NAMES[wheres]
