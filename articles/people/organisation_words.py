"""The words that affiliations are made of: posts and titles, and the kinds of organisations that names end with. Pure.

The kinds are those of 党政机关, 事业单位 and 社会团体 as Chinese newspapers print them, closed lists all.
"""

from __future__ import annotations

import re

HAN = "[\u3400-\u9fff]"


def _any(words: str) -> str:
    """A pattern that matches any of these, which white space divides."""
    return f"(?:{'|'.join(words.split())})"


# Posts and titles with what stands before them. What merely begins alike (编辑部, 委员会) is none.
_BEFORE_POST = _any(
    """
    现任 曾任 时任 历任 常务 名誉 执行 特约 特聘 特邀 首席 高级 正高级 兼职 客座 助理 副 原(?!子|始|创)
    """
)
_POST = _any(
    f"""
    教授(?!委员会) 研究员 讲师 助教 教师 教员 博士(?!后.{{0,4}}站)后?(?:研究人员)?生? 硕士生? 本科生 导师 院士
    研究生(?!院|部|处|教育|工作) 主任(?!委员会) 书记(?!处) 秘书(?!处|长) 秘书长 主席(?!团) 理事(?!会)
    董事(?!会|长) 董事长 编审 主编 总编辑?(?!室) 编辑(?!部|室|委|学) 记者(?!站|部|协会) 评论员
    专家(?!委员会|工作室) 委员(?!会) 代表(?!处|大会) 成员 负责人 参事(?!室) 馆员 研究人员 工作人员
    干部(?!处|{HAN}{{1,4}}[处局部院]) 学者 经济师 工程师 会计师 律师(?!事务所|协会) 顾问 巡视员 调研员
    总经理 经理
    [院校所处部局司厅科站馆社台会组市县区省镇乡村州行署室团队园]长(?![江春沙治安城征期寿阳汀白兴乐葛]|三角)
    """
)
# What somebody is beside their work: not where they work.
_CHAIRS = _any(
    "长江学者 万人计划 新世纪(?:优秀人才|百千万) 百千万人才 四个一批 杰出青年 优秀青年 青年拔尖 (?:政府)?特殊津贴"
)
_HONOUR = _any(
    f"""
    (?:教育部|国家|中组部|中宣部|国务院)?“?{_CHAIRS}[^、，,；;]* 中国{HAN}{{2,4}}院(?:外籍)?院士
    {HAN}{{0,8}}(?:政协|人大)(?:常委会)?(?:委员|常委|代表)
    """
)
APART = re.compile(rf"{_HONOUR}|{_BEFORE_POST}*{_POST}|[、，,；;。：:/\s]|兼任?|暨(?!南)|以及|同时")
# What parts the units of a journal's line, numbers (1. 甲大学 法学院; 2 乙大学) or a postcode that ends one.
UNITS = re.compile(
    rf"(?:^|(?<=[\s,，;；]))(?:\d{{1,2}}[.．、]|[\[［]\d{{1,2}}[\]］]|[①-⑨¹²³⁴-⁹])\s*|(?:^|(?<=[;；]))\s*[1-9](?={HAN}(?<![号日月年届期级]))"
    r"|(?<=\d{6})\s*[;；]"
)
LETTER = re.compile(r"(?<![A-Za-z])[a-h][.．)）]")  # of schools of one university: 甲大学 a.法学院；b.经济学院
SEAT = re.compile(rf"{HAN}{{2,6}}(?<![院所系校学室会])\s*(?<!\d)\d{{6}}(?!\d)")  # 景德镇 333403
# What may stand before a name.
LEAD = re.compile("^(?:现|任|系|为|是|来自|单位|就职于|任职于|供职于|作者|分别|均|和|与|及|等|的)+")
AND = ("和", "与", "及")

_MINISTRY = (
    _any(
        """
        外交 国防 教育 科学技术 科技 工业和信息化 公安 国家安全 民政 司法 财政 人力资源和?社会保障 自然资源
        生态环境 住房和?城乡建设 交通运输 水利 农业农村 商务 文化和旅游 退役军人事务 应急管理
        """
    )
    + "部(?![队门委])"
)
# Kinds that are never a part of what was named before them, unless they are joined to it.
_OWN_KIND = _any(
    """
    大学(?!城|生(?![态物命活产理殖]))(?:（[\u4e00-\u9fff]{2,4}）)? 党校 学会(?![堂议]) 协会 研究会 促进会
    联合会 联谊会 基金会 商会 公司 集团(?!公司|有限|股份|总) 银行(?!业) 报社 日报社
    [日晚时商早]报(?!社|报业) 都市报(?!社) 报业 通讯社 新华社 新闻社 电视台 广播电台 总台 中学校?(?![生术])
    小学(?!生) 学校 文联 作协 侨联 工商联 社科联 妇联 总工会 政协 人大常委会
    """
)
_KIND = _any(
    f"""
    {_OWN_KIND} 学院(?!大学) 研究院 研究所 研究中心 中心(?![城区组校]) 委员会 管委会 常委会
    (?<![党常政主])委会?(?![员任托派])(?!党校) 法院 检察院 医院 剧院 书院 画院 设计院 博物院 工程院 出版社
    杂志社 期刊社 编辑部 智库 联盟 实验室 博物馆 图书馆 纪念馆 档案馆 美术馆 文化馆 研究生院
    """
)
# Kinds of one character, which much else ends with: only where no other is.
_WEAK_KIND = _any(
    """
    (?<![干全内外东西南北中])部 处 室 (?<![体关联派])系 所 局 厅 司(?![法令]) 署 站 馆 院 台 社(?![会科])
    政府 办 基地 教研组 支部 街道 分校 [镇乡](?=党|政|人|$)
    """
)
_CHARACTER = "[\u3400-\u9fffA-Za-z0-9“”《》（）·—-]"
UNIT = re.compile(f"{_MINISTRY}|{_CHARACTER}+?{_KIND}|{_CHARACTER}+{_WEAK_KIND}")
STANDS_ALONE = re.compile(
    f"[市省区县]|{_MINISTRY}|中共|民[建革进盟]|农工党|致公党|九三学社|共青团|{_CHARACTER}+?{_OWN_KIND}$"
)
REGIONS = frozenset({"西部", "西南", "西北", "华南", "华中", "华东", "东北", "中央", "全国", "国家"})

# Research centres of the party's theory, not those of one university; behind it what joins the branch or seat to it.
SHARED_CENTRE = re.compile(
    f"(?P<name>(?:(?!大学|学院|党校){HAN}){{0,12}}?(?:习近平{HAN}{{0,14}}?思想|中国特色社会主义理论体系)研究(?:中心|院|基地))"
    "(?:驻|设在)?(?:分中心|秘书处)?"
)
BRACKETS = re.compile("（([^（）]*)）")
SECOND_NAME = re.compile(f"(?<=党校){HAN}{{2,6}}行政学院")  # 中共中央党校国家行政学院 is one
SPELLED_OUT = {
    "(": "（",
    ")": "）",
    "社科院": "社会科学院",
    "社科联": "社会科学界联合会",
    "发展和改革委员会": "发展改革委",
    "发改委": "发展改革委",
}
# What one spelling of a name has and another leaves out.
LEFT_OUT = re.compile(
    f"^中共|^国家(?=发展改革委)|(?:[壮回]族|维吾尔)?自治区|党?委(?=党校)|(?<=^{HAN}{{2}})(?:省|(?<!吉林)市)|(?<=^{HAN}{{3}})[省市]|[“”《》（）]"
)
