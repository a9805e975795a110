"""What stands on a page beside its articles: column marks, captions and credits, packages' headlines and notes."""

from __future__ import annotations

from random import Random

from articles.parsing.types import Part
from tests.pages.truth import Piece

_SCENES = (
    "{day}，位于两江新区的{place}，工人们正在{work}。",
    "{day}，{place}，游客正在{leisure}。",
    "俯瞰{place}。近年来，当地坚持生态优先、绿色发展，{gain}。",
    "{place}一景。",
    "{place}。",
    "图为{place}，技术人员在{work}。",
    "{day}，{place}，市民在{leisure}。近年来，{gain}，吸引了众多市民前来打卡。",
    "航拍{place}，车流如织，一派繁忙景象。",
    "{place}生产车间内，工业机器人正在{work}。该企业通过数字化改造，{gain}。",
    "{day}，俯瞰{place}，万吨货轮有序停靠作业。",
)
_PLACES = (
    "赛力斯汽车超级工厂", "西部(重庆)科学城金凤实验室", "果园港", "朝天门广场", "大足石刻宝顶山景区", "团结村中心站",
    "明月湖畔", "武隆区仙女山街道", "永川区大数据产业园",
    "江北嘴金融城", "梁平区合兴街道护城村", "綦江区古南街道", "广阳岛", "长安汽车渝北工厂",
    "酉阳土家族苗族自治县花田乡", "九龙坡区民主村社区", "忠县柑橘产业园",
)  # fmt: skip
_WORKS = (
    "对新车进行外观、内饰等检查",
    "赶制出口订单",
    "调试生产设备",
    "进行零部件焊接作业",
    "分拣新采摘的脐橙",
    "检测芯片性能",
)
_LEISURES = ("欣赏山水美景", "参观非遗展览", "体验智能产品", "步道上散步健身", "选购特色农产品")
_GAINS = (
    "生产效率提升了40%",
    "5000多名科创人才入驻",
    "乡村旅游人气渐旺",
    "带动2000余户村民增收",
    "空气质量优良天数持续增加",
    "城市面貌焕然一新",
)
_NAMES = ("龙帆", "王加喜", "张锦辉", "罗斌", "谢智强", "齐岚森", "崔力", "尹诗语", "郑宇", "刘辉")
_WHO = ("首席记者", "记者", "通讯员", "特约摄影", "本报记者")
_CREDITS = (
    "{who} {name} 摄/视觉重庆",
    "{who} {name} 摄视觉重庆",
    "{who} {name} 摄",
    "（{who} {name} 摄）",
    "{name} 摄/视觉重庆",
    "{who}{name}摄/视觉重庆",
)

_HEADLINES = (
    "深化川渝合作 共同打造国家区域发展“第四极”", "向“新”而行 以“质”取胜", "推进乡村全面振兴 奋力谱写“三农”新篇章",
    "聚力改革攻坚 激发高质量发展活力",
    "加快建设“六个区” 打造新时代市域党建新高地", "学习贯彻党的二十届四中全会精神", "赓续红色血脉 传承红岩精神",
    "锚定目标 实干争先 推动经济稳进增效",
    "让城市更智慧 让治理更高效", "深入推进成渝地区双城经济圈建设", "厚植沃土 培育未来产业", "守护一江碧水 建设美丽重庆",
)  # fmt: skip
_NOTES = (
    "不久前，{meeting}指出，{aim}。就此，重庆日报聚焦“{theme}”这一主题，推出策划专题，与读者共享。",
    "不久前召开的{meeting}指出，{aim}。如何{ask}？就此，重庆日报推出策划专题，与读者共享。",
    "{meeting}强调，{aim}。围绕“{theme}”，本报约请专家学者撰文，敬请关注。",
    "今年是“十四五”规划收官之年。{meeting}提出，{aim}。本期智库圆桌邀请几位专家学者，就如何{ask}谈谈他们的思考，以飨读者。",
    "{aim}，是{meeting}作出的重要部署。为深入学习贯彻会议精神，本版特组织刊发一组理论文章。",
)
_MEETINGS = (
    "市委六届七次全会",
    "市委召开的“新春第一会”",
    "全市教育大会",
    "推动成渝地区双城经济圈建设重庆四川党政联席会议第十次会议",
    "市委经济工作会议",
)
_ASKS = ("深化川渝合作", "培育新质生产力", "推进城乡融合发展", "提升基层治理效能", "打造内陆开放高地")
_SIGNATURES = ("——编者", "——编者", "——编者", "—— 编者", "——编　者", "——本版编者", "——编辑")


def column_mark(rng: Random, name: str, *, marks: bool) -> Piece:
    """A column's mark, with or without a markdown mark; a known name also without brackets behind one."""
    mark = rng.choice(("## ", "", "# ", "### ")) if marks else ""
    if mark and name.startswith("智库") and rng.random() < 0.2:
        return Piece(name, Part.COLUMN, mark=mark)
    return Piece(f"【{name}】", Part.COLUMN, mark=mark)


def caption(rng: Random, *, credit: bool) -> list[Piece]:
    """A caption; its credit on the same line, on its own, or nowhere."""
    day = f"{rng.randrange(1, 13)}月{rng.randrange(1, 29)}日"
    scene = rng.choice(_SCENES).format(
        day=day,
        place=rng.choice(_PLACES),
        work=rng.choice(_WORKS),
        leisure=rng.choice(_LEISURES),
        gain=rng.choice(_GAINS),
    )
    if not credit:
        return [Piece(scene, Part.CAPTION)]
    line = rng.choice(_CREDITS).format(who=rng.choice(_WHO), name=rng.choice(_NAMES))
    if rng.random() < 0.5:
        return [Piece(f"{scene}{line}", Part.CAPTION)]
    return [Piece(scene, Part.CAPTION), Piece(line, Part.CREDIT)]


def feature_head(rng: Random, mark: Piece, *, marks: bool) -> tuple[str, str, list[Piece]]:
    """A package's headline, its editor's note, and the pieces it opens with: headline, column, note, signature."""
    headline = rng.choice(_HEADLINES)
    text = rng.choice(_NOTES).format(
        meeting=rng.choice(_MEETINGS),
        aim=rng.choice(_HEADLINES).replace(" ", "，"),
        theme=headline,
        ask=rng.choice(_ASKS),
    )
    pieces = [
        Piece(headline, Part.FEATURE_TITLE, mark=rng.choice(("", "# ", "## ")) if marks else ""),
        mark,
        Piece(text, Part.EDITOR_NOTE),
        Piece(rng.choice(_SIGNATURES), Part.EDITOR_NOTE),
    ]
    return headline, text, pieces
