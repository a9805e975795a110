"""Articles of a modern kind, put together from phrases: the same turns of speech again and again.

Real theory pages are close to this: several articles on one page say nearly the same, in nearly the same words. It is
the hardest prose to put a cut sentence together in, because many halves fit many others.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Field:
    """What articles on one subject speak of."""

    subject: str
    things: tuple[str, ...]
    deeds: tuple[str, ...]
    actors: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIELDS = (
    Field(
        "乡村振兴",
        _words(
            "特色农产品 高标准农田 农村集体经济 乡村旅游 农产品加工业 宜居宜业和美乡村 农业社会化服务 种业振兴 "
            "农村人居环境 数字乡村 巴渝民宿 柑橘产业 冷链物流 土地流转"
        ),
        _words("做优做强 统筹推进 培育壮大 提档升级 因地制宜发展 有序盘活 持续改善"),
        _words("农业农村部门 家庭农场 农民合作社 龙头企业 驻村工作队 新型农业经营主体 村集体"),
    ),
    Field(
        "基层治理",
        _words(
            "基层智治体系 网格化管理 矛盾纠纷多元化解机制 “141”基层智治体系 社区养老服务 小区物业服务 党建引领 "
            "村规民约 应急处突能力 群众诉求响应机制 红岩先锋 老旧小区改造"
        ),
        _words("健全完善 迭代升级 推动落实 全面提升 夯实筑牢 一体建设"),
        _words("基层党组织 网格员 街道办事处 社会组织 志愿者队伍 业主委员会 政法部门"),
    ),
    Field(
        "对外开放",
        _words(
            "西部陆海新通道 中欧班列 自贸试验区 跨境电商 国际物流枢纽 多式联运 服务贸易 营商环境 "
            "国际消费中心城市 综合保税区 制度型开放 RCEP市场"
        ),
        _words("高水平建设 主动对接 稳步扩大 加快拓展 系统集成 持续优化"),
        _words("外贸企业 口岸部门 物流运营主体 东盟国家 沿线省区市 金融机构 海关"),
    ),
    Field(
        "文化旅游",
        _words(
            "长江国家文化公园 大足石刻 红色文化资源 非物质文化遗产 文旅融合业态 巴蜀文化旅游走廊 城市文脉 "
            "文化数字化 公共文化服务 演艺经济 三峡文物 历史文化街区"
        ),
        _words("保护传承 活化利用 深入挖掘 创新展示 串珠成链打造 繁荣发展"),
        _words("文博单位 文旅企业 院团 非遗传承人 高校智库 市场主体 区县文旅部门"),
    ),
    Field(
        "生态文明",
        _words(
            "长江上游生态屏障 绿色低碳转型 生态产品价值实现机制 “无废城市”建设 碳排放权交易 流域横向生态补偿 "
            "山水林田湖草沙一体化保护 清洁能源 绿色制造体系 美丽重庆建设 节能环保产业"
        ),
        _words("协同推进 积极探索 严格落实 坚决守住 加快构建 稳妥推进"),
        _words("生态环境部门 重点排放企业 上下游省市 科研机构 社会公众 河长 园区"),
    ),
    Field(
        "数字化转型",
        _words(
            "“产业大脑+未来工厂” 工业互联网平台 数据要素市场 算力基础设施 智能网联新能源汽车 "
            "中小企业数字化改造 人工智能大模型 场景开放 数字政府 软件信息服务业 数据安全 城市数字底座"
        ),
        _words("加快布局 纵深推进 协同攻关 示范推广 集中突破 整体重塑"),
        _words("链主企业 科研院所 平台企业 专精特新企业 行业协会 运营商 工程师"),
    ),
)

_OPENINGS = (
    "习近平总书记强调，{a}是关系全局的大事，必须{d}{b}。",
    "党的二十届三中全会提出，要{d}{a}，健全{b}体制机制。",
    "不久前召开的市委全会指出，要{d}{a}，{d2}{b}，为现代化新重庆建设提供有力支撑。",
    "近年来，重庆坚持把{s}摆在突出位置，{a}、{b}等工作取得积极进展，但与高质量发展要求相比还有不小差距。",
    "{s}是一项系统工程，既要立足当前抓好{a}，也要着眼长远谋划{b}。",
)
_LEADS = (
    "{d}{a}，夯实{s}的基础。",
    "以{a}为抓手，激活{s}新动能。",
    "{d}{a}。",
    "聚焦{a}，在{d2}{b}上下功夫。",
    "突出{a}，{d}{b}。",
)
_SENTENCES = (
    "要{d}{a}，推动{b}与{c}深度融合，形成一批可复制可推广的经验做法。",
    "一方面，引导{w}围绕{a}{d}{b}，不断提升服务能力和水平。",
    "另一方面，支持{w}、{w2}共同参与{a}，建立利益共享、风险共担的合作机制。",
    "同时，完善{a}的政策体系，在资金、土地、人才等方面给予{w}更多支持。",
    "当前，{a}仍存在规模不大、链条不长、品牌不响等问题，亟须通过{d}{b}加以破解。",
    "鼓励{w}发挥自身优势，积极探索{a}的有效路径，把{b}落到实处。",
    "通过{a}带动{b}，实现资源优化配置、要素顺畅流动，让发展成果更多更公平惠及全体人民。",
    "到2027年，力争{a}规模突破{n}亿元，带动{w}新增就业{m}万人，{b}覆盖率达到{p}%以上。",
    "建立由{w}牵头、{w2}配合的工作专班，定期研究{a}推进中的重点难点问题，确保{b}取得实效。",
    "{w}是推进{a}的重要力量，要充分调动其积极性、主动性、创造性，引导其在{b}中担当作为。",
    "比如，某区依托{a}，探索“平台+{w}+基地”模式，有效破解了{b}难题，受到群众普遍欢迎。",
    "只有把{a}与{b}贯通起来，才能真正把制度优势转化为治理效能、把资源优势转化为发展优势。",
)
_CLOSINGS = (
    "为{s}注入源源不断的动力。",
    "奋力谱写{s}新篇章。",
    "让{a}成为现代化新重庆建设的亮丽名片。",
    "真正走出一条具有重庆辨识度的{s}之路。",
)
_TITLES = (
    "{a}，路在何方？", "如何{d}{a}？", "谁来{d}{a}", "{d}{a}！",
    "以{a}推动{s}提质增效", "{d}{a} 绘就{s}新图景", "{s}要在{a}上下功夫", "把{a}作为{s}的重要抓手",
    "{a}：{s}的关键一招", "{d}{a}", "用好{a}这把“金钥匙”",
    "让{a}为{s}添动力", "重庆{s}的现状与对策——以{a}为例", "奋力书写{a}“新答卷”",
)  # fmt: skip


_ABOUT_ITS_MATTER = 0.4  # of the sentences: what its title names is what an article speaks of oftener than others do


def _fill(rng: Random, form: str, field: Field, matter: str, share: float = _ABOUT_ITS_MATTER) -> str:
    a, b, c = rng.sample([thing for thing in field.things if thing != matter], 3)
    d, d2 = rng.sample(field.deeds, 2)
    w, w2 = rng.sample(field.actors, 2)
    numbers = {"n": rng.randrange(50, 3000, 50), "m": rng.randrange(1, 40), "p": rng.randrange(50, 99)}
    a = matter if rng.random() < share else a
    return form.format(a=a, b=b, c=c, d=d, d2=d2, w=w, w2=w2, s=field.subject, **numbers)


def formulaic_article(rng: Random, topic: int) -> tuple[str, tuple[str, ...], str]:
    """Title, paragraphs and topic of an article on one of the six fields."""
    field = FIELDS[topic % len(FIELDS)]
    matter = rng.choice(field.things)
    title = _fill(rng, rng.choice(_TITLES), field, matter, 1.0)
    opening = _fill(rng, rng.choice(_OPENINGS), field, matter)
    opening += "".join(_fill(rng, form, field, matter) for form in rng.sample(_SENTENCES, rng.randrange(1, 4)))
    paragraphs = [opening]
    for _ in range(rng.randrange(3, 6)):
        lead = _fill(rng, rng.choice(_LEADS), field, matter)
        middle = (_fill(rng, form, field, matter) for form in rng.sample(_SENTENCES, rng.randrange(2, 7)))
        paragraphs.append(lead + "".join(middle))
    paragraphs[-1] = paragraphs[-1][:-1] + "，" + _fill(rng, rng.choice(_CLOSINGS), field, matter)
    return title, tuple(paragraphs), field.subject
