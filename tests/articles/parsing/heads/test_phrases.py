"""A head's line that cannot stand alone is one title with the line under it; columns and kickers stand alone."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.heads.headline import HeadLine, read_headline
from tests.articles.parsing.made_prose import paragraphs

RENEWAL = (
    "　　城市更新不能只看楼房的新旧，更要看街坊邻里有没有留下来，烟火气有没有散去。"
    "一座城市的更新难在算清大账，城市更新的成败要由居民评判。\n"
)


@pytest.mark.parametrize(
    ("line", "below"),
    [
        ("以城市更新提升", "群众获得感幸福感"),
        ("以数字技术赋能", "县域产业升级"),
        ("让城市更新", "更有温度"),
        ("让更多青年", "在乡村大有可为"),
        ("以钉钉子精神", "抓好落实"),
        ("为民营经济", "撑起法治蓝天"),
        ("在守正创新中", "推动文化繁荣"),
        ("以良法善治护航", "民营企业行稳致远"),
        ("加快建设全国一体化", "算力体系的路径选择"),
        ("打造国际化", "营商环境的三个抓手"),
        ("首批数据要素“可用不可见”", "场景清单发布"),
        ("我省第二批非遗工坊", "名单公布"),
        ("三百盏路灯", "点亮城南回家路"),
        ("城南小巷三百盏路灯", "一夜点亮居民回家路"),
        ("南苑新增", "六百个停车位"),
        ("以“小切口”撬动科技体制", "“大变革”"),
        ("用“绣花针”织密", "“安全网”"),
        ("以真情护航", "孩子们的上学路"),
        ("三百名志愿者", "护送走失的老人回家"),
        ("以县域为支点", "撬动城乡融合发展"),
        ("以科技创新为引擎", "激活乡村振兴新动能"),
    ],
)
def test_a_phrase_without_its_verb_or_object_goes_on(line: str, below: str) -> None:
    assert read_headline([HeadLine(line), HeadLine(below)]).title == line + below


@pytest.mark.parametrize(
    ("line", "below"),
    [
        ("以人为本", "让老街区焕发新活力"),
        ("以案为鉴", "守住廉洁底线"),
        ("以文化为媒介", "走进云溪村"),
        ("以实干为底色", "一位村支书的二十年"),
        ("让城乡居民有更多绿色获得感", "协同提升城乡绿化质效"),
        ("用好红色资源", "让革命老区焕发新颜"),
        ("在奋斗者的脚步里", "一座老城的三十年"),
        ("在希望的田野上", "走进云溪村"),
        ("在新征程上", "走进云溪村"),
        ("用镜头语言", "云溪村影像志"),
        ("用青春力量", "一位大学生村官的日记"),
        ("为政者论坛", "推动调查研究到群众中去"),
        ("以改革增活力、以开放促发展", "让县城书房办得久"),
        ("从一条巷子看城市更新", "建好用好乡村公共文化空间"),
        ("为基层减负", "让干部轻装上阵"),
        ("为民营企业护航", "法治社区的三个抓手"),
        ("推进京津冀一体化", "交通网络的路径选择"),
        ("打造国际化", "从细微的服务做起来"),
        ("首批数据试点启动", "场景清单发布"),
        ("首批试点城市", "养老服务有了新去处"),
        ("城市建设精细化", "街角公园藏着大学问"),
        ("队伍建设年轻化", "夜班医生补休有保障"),
        ("让安全护航", "列车长的第三十个除夕"),
        ("用法治为企业护航", "民营经济发展信心更足"),
        ("以党建引领护航", "社区食堂开到家门口"),
        ("以数字赋能、以服务护航", "营商环境再升级"),
        ("首批智能公交驶入山乡", "城乡公交运营标准发布"),
        ("首批夜校学员毕业", "乡村工匠名单公布"),
        ("百家讲坛", "守护一座城的根脉"),
        ("十个村庄", "走进云溪村"),
        ("表彰三百名劳模", "弘扬工匠精神"),
        ("三百盏路灯", "城南回家路不再黑"),
        ("两会新增", "让养老更有温度"),
        ("从“输血”到“造血”", "“土专家”"),
        ("记“最美护林员”李大山", "“活地图”"),
        ("以“小切口”撬动科技体制", "“大变革”从何而来"),
        ("让“冷板凳”坐热的年轻人", "“甲骨班”"),
        ("八位校长", "回到讲台上的第一课"),
        ("以农机服务护航", "麦收比往年早五天"),
        ("建设生态养殖规模化", "渔家的新账本"),
    ],
)
def test_a_line_that_says_enough_does_not(line: str, below: str) -> None:
    assert read_headline([HeadLine(line), HeadLine(below)]).title == below


BELOW = ["要把居民留下来", "关键在留住人", "如何焕发新活力", "不能只剩门面", "从身边小事做起"]


@pytest.mark.parametrize("below", BELOW)
def test_what_a_text_speaks_of_is_the_subject_of_the_line_under_it(below: str) -> None:
    page = f"城市更新\n{below}\n刘　芳\n{RENEWAL}{paragraphs(2, 3)}\n修好老路\n王小明\n{paragraphs(3, 5)}"
    first, second = parse(page).articles
    assert (first.title, first.column, len(first.body)) == (f"城市更新{below}", None, 3)
    assert (second.title, len(second.body)) == ("修好老路", 3)


@pytest.mark.parametrize(
    ("label", "below"),
    [*(("城市观察", below) for below in BELOW), ("城市更新", "老街何以焕发新活力"), ("城市更新时评", "要把居民留下来")],
)
def test_a_label_that_no_text_speaks_of_or_over_a_whole_title_is_a_column(label: str, below: str) -> None:
    page = f"{label}\n{below}\n刘　芳\n{RENEWAL}{paragraphs(2, 3)}\n修好老路\n王小明\n{paragraphs(3, 5)}"
    assert (parse(page).articles[0].column, parse(page).articles[0].title) == (label, below)


def test_a_line_over_several_titles_is_their_column() -> None:
    heads = ["要把居民留下来\n刘　芳", "老街何以新生\n王小明", "让书香飘进小巷\n林　深"]
    page = "\n".join(f"城市更新\n{head}\n{RENEWAL}{paragraphs(2, n)}" for n, head in enumerate(heads))
    assert [article.column for article in parse(page).articles] == ["城市更新"] * 3


def test_titles_that_are_all_wrapped_name_no_columns() -> None:
    heads = [("城市更新", "要把居民留下来"), ("耕地保护", "不能只靠文件"), ("全民阅读", "离不开一盏夜灯")]
    text = "　　说起{0}，人们各有各的看法。{0}的成败，最终要由住在那里的人来评判。\n"
    page = "\n".join(f"{a}\n{b}\n王小明\n{text.format(a)}{paragraphs(2, 4)}" for a, b in heads)
    assert [(article.title, article.column) for article in parse(page).articles] == [(a + b, None) for a, b in heads]


def test_a_counted_thing_that_a_page_marks_is_a_column() -> None:
    label, below = HeadLine("三百盏路灯", label=True), HeadLine("点亮城南回家路")
    assert read_headline([label, below]).column == "三百盏路灯"


def test_a_counted_thing_goes_on_in_what_it_does() -> None:
    page = f"三百盏路灯\n点亮城南回家路\n本报记者 石榴\n{paragraphs(3, 3)}\n修好老路\n王小明\n{paragraphs(3, 5)}"
    first, second = parse(page).articles
    assert (first.title, first.column, len(first.body)) == ("三百盏路灯点亮城南回家路", None, 3)
    assert (second.title, len(second.body)) == ("修好老路", 3)


def _under(mark: str, head: tuple[str, str], other: str = "◇ 思想纵横\n") -> list[tuple[str | None, str | None, str]]:
    lines = "\n".join(head)
    other = f"（作者单位：江北大学）\n{other}修好老路\n□ 李　刚\n{paragraphs(3, 5)}"
    articles = parse(f"{mark}\n{lines}\n□ 王小明\n{paragraphs(3)}{other}").articles
    return [(article.column, article.kicker, article.title) for article in articles]


@pytest.mark.parametrize("mark", ["◇ 热点观察", "【热点观察】"])
@pytest.mark.parametrize(
    "head", [("加快建设", "西部金融中心"), ("适应人口变化", "优化基础教育资源配置"), ("村超火爆", "带来哪些启示")]
)
def test_a_few_characters_right_under_an_articles_column_begin_its_title(mark: str, head: tuple[str, str]) -> None:
    assert _under(mark, head)[0] == ("热点观察", None, "".join(head))


def test_what_is_longer_there_may_be_a_kicker_and_a_label_a_column() -> None:
    kicker, title = "推进老旧小区改造", "提升城市治理温度"
    assert _under("◇ 热点观察", (kicker, title))[0] == ("热点观察", kicker, title)
    assert _under("◇ 热点观察", ("记者手记", "山路上的灯"))[0] == ("记者手记", None, "山路上的灯")
    assert _under("【理论】", ("学思践悟", "推动改革走深走实"))[0] == ("学思践悟", None, "推动改革走深走实")
    of_two = _under("【乡村振兴】", ("学思践悟", "推动改革走深走实"), other="")
    assert of_two[0] == ("学思践悟", None, "推动改革走深走实")


def test_a_few_characters_under_no_mark_may_name_a_column() -> None:
    assert read_headline([HeadLine("读懂这座小城"), HeadLine("寻找老街的裁缝铺")]).column == "读懂这座小城"
