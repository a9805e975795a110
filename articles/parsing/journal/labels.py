"""What a journal labels: abstract, keywords, references …, and what it prints about a paper around it."""

from __future__ import annotations

import re

from articles.parsing.blocks.blocks import Block
from articles.parsing.bylines import names_in_byline
from articles.parsing.types import Part

_SIMPLIFIED = str.maketrans(  # 【關鍵詞】: the characters of labels, none of which a simplified text has
    "關鍵詞參獻內簡釋標識碼號圖類訂錄時間報責編輯記審監製發佈閱讀載專題頁聯繫員後選擇項資課緒學術從電郵協縣區",
    "关键词参献内简释标识码号图类订录时间报责编辑记审监制发布阅读载专题页联系员后选择项资课绪学术从电邮协县区",
)
_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (
        name,
        re.compile(
            rf"^[①-⑨【\[〔［*＊]?\s*(?:{pattern})\s*[】\]〕］]?\s*(?:[：:]|$|(?<=[】\]〕］])|\s{{1,}})", re.IGNORECASE
        ),
    )
    for name, pattern in (
        ("abstract", r"摘\s*要|内容提要|内容摘要"),
        ("keywords", r"关\s*键\s*[词字]"),
        ("abstract_en", r"Abstract"),
        ("keywords_en", r"Key\s?words?"),
        ("references", r"(?:主要)?参\s*考\s*文\s*献(?:\s*[（(]\s*References?\s*[）)])?|References?"),
        ("notes", r"注\s*释(?=\s*[】\]〕］：:]|$)"),
        ("author_note", r"作者简介|作者介绍|第一作者|通讯作者|通信作者|致\s*谢(?=\s*[：:])"),
        ("fund", r"基金项目|项目基金|基金资助|课题来源|资助项目"),
    )
)
PARTS = {
    "abstract": Part.ABSTRACT,
    "abstract_en": Part.ABSTRACT,
    "keywords": Part.KEYWORDS,
    "keywords_en": Part.KEYWORDS,
    "references": Part.REFERENCES,
    "notes": Part.REFERENCES,
    "author_note": Part.AUTHOR_NOTE,
    "fund": Part.NOTE,
}
# What a journal prints around a paper about the paper: 中图分类号：F832.7　文献标识码：A　文章编号：…
ABOUT = re.compile(
    r"^[【\[（(〔［]?\s*(?:(?:中\s*图\s*(?:分\s*类\s*号|法\s*分\s*类)|文\s*献\s*标\s*[识志]\s*码|文\s*章\s*编\s*号|学科分类号?|分\s*类\s*号|开放科学"
    r"|DOI|CLC|Document\s+code|Article\s+ID|JEL)\s*(?:[】\]〕］]|[：:（(]|\s)"
    r"|(?:(?:收稿|修[回订改]|录用|接受|投稿|网络(?:首发|出版)|出版|发表)(?:日期|时间)|专辑|专题|Received|Accepted|责任编辑|编辑"
    r"|(?:欢迎按以下格式|请?按此格式)?引用(?:格式|本文)?|本文引文格式)\s*(?:[】\]〕］]|[：:]))",
    re.IGNORECASE,
)
RECEIVED = re.compile(r"^\W{0,2}(?:收稿|修[回订改]|录用|网络首发)日期\W{0,3}(?:19|20)\d\d")  # under a page's text
_OF_AN_ISSUE = re.compile(r"第\s*\d+\s*[卷期]|\bVol\.?\s*\d|\bNo\.?\s*\d|\bJOURNAL OF\b|\d{4}年\d{1,2}月")
_ISSUE_OF = re.compile(r"[\u4e00-\u9fff]{2,20}\s+\d{4}年\s*第\s*\d+\s*期(?:\s*[（(][\u4e00-\u9fff]{1,2}刊[）)])?")
COLUMN = re.compile(
    r"(?:[【〔［\[]|(?P<dot>[·•●○◎]))\s*(?P<name>[\u4e00-\u9fff]{2,12})\s*(?(dot)(?P=dot)|[】〕］\]])"
)  # ·公共管理·
_LONGEST_ABOUT = 200  # characters
_ENOUGH = 2  # of abstract, keywords and references: then it is a paper


def is_journal_paper(blocks: list[Block]) -> bool:
    """Whether a file is a paper: it labels an abstract, keywords, references, and has no marked byline."""
    if any(names_in_byline(block.text) for block in blocks):
        return False
    labels = {label for block in blocks[:400] if (label := label_of(block)[0])}
    kinds = {label.removesuffix("_en") for label in labels} & {"abstract", "keywords", "references"}
    return len(kinds) >= _ENOUGH


def simplified(text: str) -> str:
    """A text, character for character, with the traditional characters of labels as simplified ones."""
    return text.translate(_SIMPLIFIED)


def label_of(block: Block) -> tuple[str | None, str]:
    """A block's label and the text after it: 【关键词】协同发展 → keywords, 协同发展."""
    text = simplified(block.text)
    for name, pattern in _LABELS:
        found = pattern.match(text)
        if found and (found.group().strip() == text or not found.group()[-1:].isspace() or block.level == 0):
            return name, block.printed[found.end() :].strip()
    return None, block.printed


def is_about(block: Block, title: str, column: str | None) -> bool:
    """Whether a block tells of the journal or of the paper's way into it; a running head stands over the title."""
    if len(block.text) > _LONGEST_ABOUT:
        return False
    names_column = column is None and COLUMN.fullmatch(block.text) is not None
    runs_on = names_column or _ISSUE_OF.fullmatch(block.text) or len(_OF_AN_ISSUE.findall(block.text)) > 1
    return bool(runs_on and not title) or ABOUT.match(simplified(block.text)) is not None
