"""What the JSON API answers, as its documentation says it."""

from __future__ import annotations

from ninja import Field, Schema


class ReadingNoteShape(Schema):
    kind: str = Field(description="说的是哪一种读法")
    text: str = Field(description="给读者看的一句话")


class ReadingShape(Schema):
    """读法: how the query was read. `loosened` names the looser reading shown where the query stands nowhere.

    `exact` is a query for its runs as they stand, where some hits have marks between their characters.
    """

    mode: str = Field(description="words（词语）或 exact（逐字）")
    notes: list[ReadingNoteShape] = Field(description="检索式是怎样读的，一条一句")
    loosened: str = Field(description="原样查不到时改用的宽松读法；没有则为空")
    exact: str = Field(description="有的命中字间夹着标点时，只查原样的检索式；没有则为空")


class PassageShape(Schema):
    """A cutting in which the query stands: runs of text, each with whether it matched."""

    where: str = Field(description="片段所在的部分，如 title、body")
    spans: list[tuple[str, bool]] = Field(description="文字一段段依次排列，各附是否命中")


class HitShape(Schema):
    id: int = Field(description="文章的编号")
    url: str = Field(description="文章页，打开就标出命中处")
    title: str = Field(description="题名")
    title_origin: str = Field(description="题名的来历：printed 原题、truncated 原题残缺、inferred 推定、curated 已核定")
    column: str | None = Field(description="栏目；没有则为 null")
    authors: list[str] = Field(description="作者的姓名，按署名次序")
    themes: list[str] = Field(description="主题的名称")
    date: str | None = Field(description="见报日期，如 2025-03-18；不详则为 null")
    duplicate_of: int | None = Field(description="与它几乎相同的较早一篇的编号；没有则为 null")
    alike: list[int] = Field(default=[], description="合并近似文章时，并入这一条的其他各篇")
    score: float = Field(description="相关程度，越大越靠前")
    where: list[str] = Field(description="命中的部分，如 title、body")
    passages: list[PassageShape] = Field(description="命中处的片段")


class FacetValueShape(Schema):
    """`value` is what the parameter takes; “-” stands for the articles that have none."""

    value: str = Field(description="参数里用的值；“-”是没有这一项的文章")
    label: str = Field(description="给读者看的名称")
    count: int = Field(description="篇数")
    selected: bool = Field(description="是否已选")


class SearchShape(Schema):
    total: int = Field(description="命中的篇数")
    elsewhere: int = Field(description="只在图片说明或专题文字里命中的篇数")
    page: int = Field(description="第几页，从 1 起")
    per_page: int = Field(description="每页几条")
    reading: ReadingShape = Field(description="检索式是怎样读的")
    took_ms: float = Field(description="用时，毫秒")
    hits: list[HitShape] = Field(description="这一页的文章")
    facets: dict[str, list[FacetValueShape]] = Field(description="各项筛选的值和篇数")


class FaultShape(Schema):
    """`at` is the place in the query, `repaired` a query that can be read, where there are such."""

    error: str = Field(description="错误的代号")
    message: str = Field(description="错在哪里、怎样改，中文")
    at: int | None = Field(default=None, description="检索式里出错的位置，从 0 起；不涉及则为 null")
    repaired: str | None = Field(default=None, description="改正后可用的检索式；没有则为 null")


class PersonShape(Schema):
    id: int = Field(description="作者的编号")
    name: str = Field(description="姓名")
    role: str = Field(description="author 作者、interviewee 受访嘉宾、host 主持人、organisation 署名单位")
    affiliation: str = Field(description="署名旁印的单位")
    printed_as: str = Field(description="原文所印的姓名；一人有几种印法的，以“、”隔开")


class ThemeEvidenceShape(Schema):
    name: str = Field(description="主题的名称")
    slug: str = Field(description="网址里的名称")
    origin: str = Field(description="判定的来历：rule 词语、person 人工、record 随记录导入")
    score: float = Field(description="得分")
    evidence: list[dict[str, object]] = Field(description="判定所依据的词和次数")


class BlockShape(Schema):
    kind: str = Field(description="paragraph 段落、heading 小标题")
    text: str = Field(description="文字")


class BoxShape(Schema):
    title: str = Field(description="题目")
    body: list[BlockShape] = Field(description="内容")


class FundShape(Schema):
    name: str = Field(description="基金项目的名称")
    number: str | None = Field(description="编号；没有则为 null")


class ArticleShape(Schema):
    id: int = Field(description="文章的编号")
    url: str = Field(description="文章页")
    kicker: str = Field(description="引题")
    title: str = Field(description="题名")
    subtitle: str = Field(description="副题")
    title_origin: str = Field(description="题名的来历，同检索结果")
    title_reason: str = Field(description="题名存疑的原因；没有则为空")
    column: str | None = Field(description="栏目；没有则为 null")
    feature: str | None = Field(description="所在专题的题目；没有则为 null")
    source: str | None = Field(description="来源文件的名称；没有则为 null")
    date: str | None = Field(description="见报日期；不详则为 null")
    authors: list[PersonShape] = Field(description="作者，按署名次序")
    themes: list[ThemeEvidenceShape] = Field(description="主题和依据")
    affiliation: str = Field(description="作者单位")
    funding: list[FundShape] = Field(description="基金项目")
    lead: list[str] = Field(description="导语，一段一条")
    body: list[BlockShape] = Field(description="正文")
    boxes: list[BoxShape] = Field(description="链接、资料等附文")
    abstract: str = Field(description="摘要")
    keywords: list[str] = Field(description="关键词")
    references: list[str] = Field(description="参考文献，一条一项")
    author_note: str = Field(description="作者简介")
    title_en: str = Field(description="英文题名")
    abstract_en: str = Field(description="英文摘要")
    keywords_en: list[str] = Field(description="英文关键词")


class SuggestionShape(Schema):
    """`url` is its page; of a term or a fund, its search."""

    kind: str = Field(description="author 作者、theme 主题、column 栏目、term 词语、fund 基金、title 题名")
    text: str = Field(description="提示的文字")
    url: str = Field(description="它的页面；词语和基金是检索页")
    articles: int = Field(description="篇数")
    detail: str = Field(description="作者的单位；基金的名称；文章的作者和日期")


class ColumnShape(Schema):
    id: int = Field(description="编号")
    name: str = Field(description="名称")
    slug: str = Field(description="网址里的名称")
    url: str = Field(description="它的页面")
    articles: int = Field(description="篇数")


class ThemeShape(ColumnShape):
    description: str = Field(description="说明")


class AuthorShape(Schema):
    id: int = Field(description="作者的编号")
    name: str = Field(description="姓名")
    distinction: str = Field(description="区别同名者的话；没有则为空")
    pinyin: str = Field(description="拼音")
    url: str = Field(description="作者页")
    articles: int = Field(description="篇数")
