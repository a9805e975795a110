"""Which lines of a head are its kicker, its title and its subtitle."""

from __future__ import annotations

import pytest

from articles.parsing.heads.headline import HeadLine, Headline, read_headline


def read(*lines: str) -> Headline:
    return read_headline([HeadLine(line) for line in lines])


def test_a_line_over_the_title_is_its_kicker() -> None:
    for kicker in ("坚持规划引领、分步实施", "因地制宜、精准施策", "从一条巷子看城市更新"):
        assert read(kicker, "建好用好乡村公共文化空间") == Headline("建好用好乡村公共文化空间", kicker=kicker)


def test_a_line_behind_a_dash_is_the_subtitle_with_its_dash() -> None:
    assert read("老街新生", "——三个历史街区的保护实践").subtitle == "——三个历史街区的保护实践"
    assert read("老街新生", "──访古城保护志愿者").subtitle == "──访古城保护志愿者"


@pytest.mark.parametrize("line", ["老街何以新生——谈历史街区的保护", "老街何以新生 ———谈历史街区的保护"])
def test_a_dash_inside_a_line_parts_title_and_subtitle(line: str) -> None:
    headline = read(line)
    assert headline.title == "老街何以新生"
    assert headline.subtitle == line.removeprefix("老街何以新生").strip()


def test_a_dash_at_a_lines_end_closes_the_kicker() -> None:
    assert read("纪录片《江河》——", "把镜头对准摆渡人") == Headline("把镜头对准摆渡人", kicker="纪录片《江河》——")


def test_a_work_before_a_dash_is_a_kicker_in_one_line_too() -> None:
    assert read("纪录片《江河》——把镜头对准摆渡人") == Headline("把镜头对准摆渡人", kicker="纪录片《江河》——")


def test_a_dash_within_quotation_marks_parts_nothing() -> None:
    assert read("读《江河——一部水的历史》有感").title == "读《江河——一部水的历史》有感"


def test_two_wide_spaces_inside_a_line_leave_it_one_title() -> None:
    assert read("守住耕地红线  端牢中国饭碗").title == "守住耕地红线  端牢中国饭碗"


@pytest.mark.parametrize(
    "lines",
    [
        ("从城市更新看历史文化保护传承的", "路径选择"),
        ("从城市更新看历史文化保护传", "承的路径选择"),
        ("从城市更新看历史文", "化保护传承的路径选", "择"),
    ],
)
def test_a_title_on_several_printed_lines_is_put_together(lines: tuple[str, ...]) -> None:
    assert read(*lines) == Headline("从城市更新看历史文化保护传承的路径选择")


@pytest.mark.parametrize(
    "lines",
    [
        ("乡村市集如何能有", "大作为（茶座）"),
        ("读懂老街历史", "保护的几种观", "点（茶座）"),
    ],
)
def test_a_column_in_brackets_makes_a_titles_last_line_no_longer(lines: tuple[str, ...]) -> None:
    headline = read(*lines)
    assert (headline.title, headline.column) == ("".join(lines).removesuffix("（茶座）"), "茶座")


def test_a_bracket_left_open_goes_on_in_the_next_line() -> None:
    headline = read("把制度优势转化为治理效能（学习贯彻全会精神·县", "域治理专家谈）", "——写在改革试点启动之际")
    assert headline == Headline(
        "把制度优势转化为治理效能", None, "——写在改革试点启动之际", "学习贯彻全会精神·县域治理专家谈"
    )


def test_a_quotation_left_open_does_not_go_on_where_it_is_opened_again() -> None:
    assert read("沿江各县不妨试试“水陆", "让“一江碧水”流进账本").title == "让“一江碧水”流进账本"


def test_what_wrapping_left_of_a_title_joins_it_with_its_column() -> None:
    headline = read("从城市更新看历史文化遗产系统性保护知识", "体系（学思录）")
    assert headline == Headline("从城市更新看历史文化遗产系统性保护知识体系", column="学思录")


def test_a_short_label_over_the_title_names_its_column() -> None:
    assert read("茶座", "向下扎根才能向上生长") == Headline("向下扎根才能向上生长", column="茶座")


@pytest.mark.parametrize(
    "organ",
    [
        "国务院发布",
        "教育部部署",
        "湖北印发",
        "我市出台",
        "市委宣传部印发",
        "全国人大常委会通过",
        "财政部等六部门推出",
        "市人大常委会",
        "最高人民法院",
        "市中级法院",
        "江北区检察院",
    ],
)
@pytest.mark.parametrize("level", [0, 3])
def test_what_an_organ_did_is_a_kicker_and_no_column(organ: str, level: int) -> None:
    title = "推进老旧小区更新行动方案"
    head = [HeadLine(organ, label=bool(level), level=level), HeadLine(title, level=max(level - 1, 0))]
    assert read_headline(head) == Headline(title, kicker=organ)


@pytest.mark.parametrize(
    "label",
    [
        "新书发布",
        "权威发布",
        "武汉发布",
        "讲座预告",
        "法治政府",
        "会议要求",
        "走进法院",
        "身边的法院",
        "智库发布",
        "新区启动",
    ],
)
def test_what_no_organ_did_is_a_column(label: str) -> None:
    title = "让老街区焕发新活力"
    assert read(label, title) == Headline(title, column=label)


def test_a_share_numbers_no_series() -> None:
    title = "居民收入增长百分之五"
    assert read("国家统计局公布", title) == Headline(title, kicker="国家统计局公布")


def test_a_piece_of_text_over_the_title_is_left_out() -> None:
    headline = read("会议指出，要", "建好用好乡村公共文化空间")
    assert (headline.title, headline.kicker, headline.left_out) == ("建好用好乡村公共文化空间", None, 1)


def test_a_long_run_of_lines_keeps_those_next_to_the_text() -> None:
    assert read(*["某某"] * 20, "建好用好乡村公共文化空间").title == "建好用好乡村公共文化空间"


@pytest.mark.parametrize(
    "series",
    [
        "系列之三",
        "“强农之路”系列谈之三",
        "写好“后半篇文章”系列谈之二",
        "——“强农之路”系列报道之三",
        "强农之路系列评论③",
        "“强农之路”述评之二",
        "强农系列谈（三）",
    ],
)
def test_a_line_that_numbers_a_series_is_never_the_title(series: str) -> None:
    title = "推进耕地保护要下真功夫"
    below, above = read(title, series), read(series.strip("—"), title)
    assert (below.title, below.subtitle) == (title, series)
    assert above.title == title
    assert series.strip("—") in (above.kicker, above.column)


def test_lines_with_one_mark_are_one_title_and_a_mark_under_none_begins_it() -> None:
    wrapped = [HeadLine("乡村市集切莫", level=1), HeadLine("“千集一面”", level=1)]
    assert read_headline(wrapped) == Headline("乡村市集切莫“千集一面”")
    under_kicker = [HeadLine("坚持规划先行、分类推进"), HeadLine("携手建好城市书房", level=1)]
    assert read_headline(under_kicker) == Headline("携手建好城市书房", kicker="坚持规划先行、分类推进")


def test_a_phrase_of_the_page_across_two_lines_makes_them_one() -> None:
    lines = "共建共享区域一流", "书房集群网络"
    assert read(*lines).kicker == lines[0]
    assert read_headline([HeadLine(lines[0]), HeadLine(lines[1], recurs=True)]) == Headline("".join(lines))


def test_a_short_line_over_a_much_longer_one_is_none_that_wrapping_filled() -> None:
    assert read("书林漫步", "在一条河里读懂一座城", "——读《清江记》").column == "书林漫步"


@pytest.mark.parametrize("kicker", ["打通堵点  补齐短板", "坚持规划先行、分类推进", "敢为人先、敢打头阵"])
def test_a_line_of_like_clauses_is_whole(kicker: str) -> None:
    assert read(kicker, "做大做强县城书房") == Headline("做大做强县城书房", kicker=kicker)


@pytest.mark.parametrize(("label", "column"), [("微　评", "微评"), ("今 日 谈", "今日谈"), ("名家 专栏", "名家 专栏")])
def test_a_columns_name_that_is_set_wide_is_closed_up(label: str, column: str) -> None:
    assert read_headline([HeadLine(label, label=True), HeadLine("办好县城书房要有长久之心")]).column == column


def test_no_kicker_ends_where_a_text_goes_on() -> None:
    assert read("我县经济林今天的模样与", "明天的销路") == Headline("我县经济林今天的模样与明天的销路")


def test_a_question_may_stand_before_the_dash_of_a_subtitle() -> None:
    assert read("夜场怎么办？——三家博物馆的回答") == Headline("夜场怎么办？", subtitle="——三家博物馆的回答")


def test_no_column_ends_where_a_text_goes_on() -> None:
    assert read("论县域经济的", "让社区食堂办得久").column is None


@pytest.mark.parametrize("below", ["届时约十二万户居民水压将提升", "其中六台送水泵为国产", "目前已进入调试阶段"])
def test_a_line_that_refers_back_to_what_is_told_is_a_subtitle(below: str) -> None:
    assert read("城北水厂月底完成设备更新", below) == Headline("城北水厂月底完成设备更新", subtitle=below)
    assert read("便民实事", below) == Headline(below, column="便民实事")
    assert read("市政府常务会议昨日召开", "预计年内再建三百座书箱").kicker == "市政府常务会议昨日召开"
    assert read("全市首批社区菜园开园", "楼顶种菜 邻里成了田友").kicker == "全市首批社区菜园开园"


def test_clauses_that_a_space_parts_go_on_in_none_with_a_comma() -> None:
    kicker = "连日高温，记者探访全市避暑点"
    assert read(kicker, "六十处纳凉站 夜里也开门") == Headline("六十处纳凉站 夜里也开门", kicker=kicker)
    assert read("让老手艺活起来，", "让年轻人 留下来").title == "让老手艺活起来，让年轻人 留下来"
    assert read("让老手艺活起来，让年轻人愿意", "留在村里").title == "让老手艺活起来，让年轻人愿意留在村里"


@pytest.mark.parametrize(
    "lines",
    [
        ("地方戏进校园，怎样才能不“走过场”", "关于朔阳三十所学校的观察"),
        ("“把码头写成一个人”", "对话作家伍北辰"),
        ("把码头写成一个人", "对话作家伍北辰"),
    ],
)
def test_a_line_that_says_of_what_a_title_speaks_is_a_subtitle_without_a_dash(lines: tuple[str, str]) -> None:
    assert read(*lines) == Headline(lines[0], subtitle=lines[1])


def test_a_kind_of_report_under_a_title_with_a_kicker_is_the_subtitle() -> None:
    lines = "“沮江文脉”系列报道之三", "一座书院里的三代守门人", "文澜书院开放日走访"
    assert read(*lines) == Headline(lines[1], kicker=lines[0], subtitle=lines[2])


@pytest.mark.parametrize(
    "lines",
    [
        ("名家访谈", "对话作家伍北辰"),
        ("提升基层治理效能", "关于完善基层治理的几点思考"),  # under what may be a kicker
        ("春风又绿江南岸", "江南村调查见闻"),
        ("五一假期首日，客流创新高", "江岚车站探访"),
        ("江岚市老旧小区加装电梯", "工作走访见闻"),  # with which it reads on
    ],
)
def test_the_same_words_may_be_the_title(lines: tuple[str, str]) -> None:
    assert read(*lines).subtitle is None


@pytest.mark.parametrize(("line", "title"), [("“一村一策”", "云浦推进乡村振兴"), ("“守书人”", "古籍修复师的四十年")])
def test_what_stands_in_quotation_marks_and_the_text_speaks_of_names_no_column(line: str, title: str) -> None:
    assert read_headline([HeadLine(line, told=True), HeadLine(title)]) == Headline(title, kicker=line)
    assert read_headline([HeadLine(line), HeadLine(title)]).column == line
