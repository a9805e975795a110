"""The query language by example: each one a search that can be opened."""

from __future__ import annotations

from dataclasses import dataclass

from search.web.facet_panels import search_url
from search.web.state import SearchState


@dataclass(frozen=True, slots=True)
class Example:
    query: str
    meaning: str

    @property
    def url(self) -> str:
        return search_url(SearchState(query=self.query))


EXAMPLES = (
    Example("新质生产力", "含有这个词的文章，讲得多的在前"),
    Example("数字经济 人才", "两个词都有，次序不限"),
    Example("产业链供应链", "字间隔着标点、空格的也找得到：产业链、供应链"),
    Example("“双城经济圈建设”", "引号里的字和标点原样连着出现；「」『』《》也可以"),
    Example("产业链 OR 供应链", "有其中一个就行；也可写 | 或 或"),
    Example("产业集群 -汽车", "有前者，没有后者；也可写 NOT 或 非"),
    Example("(汽车 OR 电子信息) 西部", "括号先读"),
    Example("标题:融合", "标题里有；英文写 title:"),
    Example("作者:朱旭森", "作者；也可写拼音 作者:zhuxusen 或首字母 作者:zxs"),
    Example("栏目:智库圆桌", "栏目"),
    Example("主题:县域经济", "主题"),
    Example("单位:社会科学院", "作者单位，按所印的字或单位全称"),
    Example("基金:2024", "基金名称或项目编号"),
    Example("正文:人工智能", "正文、导语和框文"),
    Example("图注:两江新区", "图片说明；不点名时不查图注"),
    Example("摘要:新质生产力", "论文的摘要；还有 关键词: 参考文献: 导语: 框文: 专题:"),
    Example("2024CX*", "西文词和数字里，* 代表任意几个字符，? 代表一个"),
)
PRINTED_EXAMPLES = (
    Example("日期:2024-03", "发表的月份；也可写到日 日期:2024-03-10，只写年 年份:2024，或 date:"),
    Example("日期:2024-01..2024-06", "由哪一天、哪一月或哪一年到哪一天、月、年；一头可以空着：日期:2024.."),
    Example("报纸:日报 版次:9", "印在哪家报纸、第几版；版面的名称写 版名:理论"),
)
