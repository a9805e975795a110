"""A longer line over a title: the name of a column, which could stand over another article, or a kicker."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.heads.headline import HeadLine, Headline, read_headline
from tests.articles.parsing.made_prose import paragraphs

TITLE = "镇上也能看专家"
OTHER = f"修好老路\n■李　刚\n{paragraphs(3, 7)}（作者单位：江北大学）\n"


def read(*lines: str) -> Headline:
    return read_headline([HeadLine(line) for line in lines])


@pytest.mark.parametrize(
    "label",
    [
        "健康临江·基层行",
        "奋进“十五五”·县域新事",
        "经济聚焦·新型电力系统看点（上）",
        "银发时代的治理①",
        "本报评论员文章",
        "特约评论员文章",
        "新就业群体党建观察",
        "支部书记谈心得",
        "加快建设农业强国笔谈",
        "深入学习贯彻党的创新理论",
        "本期关注：新就业群体党建",
    ],
)
def test_a_name_that_could_stand_over_another_article_is_a_column(label: str) -> None:
    assert read(label, TITLE) == Headline(TITLE, column=label)
    assert read(label, TITLE, "——来自武川县的报告").column == label


@pytest.mark.parametrize(
    "kicker",
    [
        "从“有没有”到“好不好”",
        "文化遗产保护这五年",
        "来自丘陵山区的春耕观察",
        "老旧小区改造正在进行时",
        "我市加强气象观察",
        "三位书记谈体会",
        "首届长江文化论坛",
        "对话约翰·史密斯",
        "诺奖得主罗杰·彭罗斯",
        "读《论语·学而》",
        "江豚回来了·渔网收了",
        "某某市委党校·理论研究部",
        "关于城市更新的思考（上）",
        "深入学习贯彻党的创新理论，推进改革",
        "市委学习贯彻党的创新理论",
    ],
)
def test_a_clause_or_somebody_over_the_title_is_a_kicker(kicker: str) -> None:
    assert read(kicker, TITLE) == Headline(TITLE, kicker=kicker)


def test_what_is_learnt_is_no_column_over_what_is_done_then() -> None:
    studies = "深入学习贯彻党的二十大精神"
    assert read(studies, "以制度型开放塑造新优势").column == studies
    assert read(studies, "推动文化繁荣发展").column is None


def test_a_name_with_a_dot_over_a_dash_is_the_title() -> None:
    assert read("城市更新·老街新貌", "——记一条街的十年") == Headline("城市更新·老街新貌", subtitle="——记一条街的十年")


def _columns(page: str) -> list[tuple[str | None, str]]:
    return [(article.column, article.title) for article in parse(page).articles]


NOTE = "主持人语：老旧小区改造进入深水区，钱从哪里来、事由谁来定，是绕不开的两问。本期“{}”邀请几位学者展开讨论。"
FIRST = f"小微更新不是小修小补\n□冯远驰\n{paragraphs(3)}（作者系某某大学教授）\n"


@pytest.mark.parametrize("label", ["思 辨", "学术圆桌"])
def test_a_label_that_the_host_names_is_the_column_of_all_articles(label: str) -> None:
    name = label.replace(" ", "")
    page = f"{NOTE.format(name)}\n\n{label}\n{FIRST}\n{OTHER}"
    assert _columns(page) == [(name, "小微更新不是小修小补"), (name, "修好老路")]


def test_a_label_of_another_name_is_the_first_articles() -> None:
    page = f"{NOTE.format('圆桌')}\n\n思辨\n{FIRST}\n{OTHER}"
    assert _columns(page) == [("思辨", "小微更新不是小修小补"), (None, "修好老路")]


@pytest.mark.parametrize("over", [f"{NOTE.format('修老路')}\n\n修老路", "本期关注：修好老路\n"])
def test_such_a_line_right_over_a_byline_is_the_title(over: str) -> None:
    first, _ = parse(f"{over}\n李　刚\n{paragraphs(3, 7)}（作者单位：江北大学）\n\n{FIRST}").articles
    assert (first.column, first.title) == (None, over.split("\n")[-1] or "本期关注：修好老路")


@pytest.mark.parametrize(("between", "second"), [("\n", "本期关注：县城更新"), ("", None)])
def test_what_this_issue_is_about_is_all_articles_where_it_is_set_apart(between: str, second: str | None) -> None:
    page = f"本期关注：县城更新\n{between}{FIRST}\n{OTHER.replace('　　', '　　在县城里，', 1)}"
    assert _columns(page) == [("本期关注：县城更新", "小微更新不是小修小补"), (second, "修好老路")]


def test_what_says_nothing_of_what_this_issue_is_about_is_not_of_it() -> None:
    page = f"本期关注：县城更新\n\n{FIRST}\n{OTHER}"
    assert _columns(page) == [("本期关注：县城更新", "小微更新不是小修小补"), (None, "修好老路")]


@pytest.mark.parametrize("over", [f"{NOTE.format('思辨')}\n思辨", "石桥渡口手记②\n编者按：本报今起连载一组文字。"])
def test_news_ends_a_package(over: str) -> None:
    news = OTHER.replace("　　", "　　本报讯（记者　李　刚）", 1)
    (column, _), other = _columns(f"{over}\n{FIRST}\n{news}")
    assert (column is not None, other) == (True, (None, "修好老路"))


def test_news_ends_no_column_that_only_a_label_names() -> None:
    news = OTHER.replace("　　", "　　本报讯（记者　李　刚）", 1)
    assert [column for column, _ in _columns(f"决策建议\n{FIRST}\n{news}")] == ["决策建议"] * 2


@pytest.mark.parametrize(
    ("over", "under"),
    [
        ("春到江南·花开陌上", "江城油菜花节侧记"),
        ("县域夜间经济发展观察", "柳河县三个乡镇的调查"),
        ("重走茶马古道随笔", "从柳河镇到青石关"),
        ("一杯茶·一座城", "江城茶市的新故事"),
        ("小满·麦粒初齐", TITLE),
        ("第三届江城读书节·开幕", TITLE),
        ("全市政协委员热议养老服务看点", TITLE),
        ("写在江城解放之际①", TITLE),
        ("学习焦裕禄精神", TITLE),
        ("学习贯彻全会精神", "建设更高水平的平安江城"),
        ("深入学习贯彻党的创新理论", "让千年文脉生生不息"),
    ],
)
def test_a_line_that_belongs_to_one_title_is_no_column(over: str, under: str) -> None:
    assert read(over, under).column is None


def test_a_column_stands_over_what_its_title_calls_itself() -> None:
    assert read("健康临江·基层行", "江城义诊见闻").column == "健康临江·基层行"


@pytest.mark.parametrize("rule", ["────────\n", ""])
def test_a_package_has_no_news_behind_a_rule_or_by_a_staff_reporter(rule: str) -> None:
    news = f"{rule}\n江边有群护鸟人\n\n本报记者　周文彬\n\n{paragraphs(3, 7)}"
    page = f"{NOTE.format('思辨')}\n\n思辨\n{FIRST}\n{news}"
    assert _columns(page) == [("思辨", "小微更新不是小修小补"), (None, "江边有群护鸟人")]
