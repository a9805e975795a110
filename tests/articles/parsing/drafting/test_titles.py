"""Titles cut short, titles lost."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.drafting.inferred_titles import infer_title
from articles.parsing.drafting.titles import TitleScorer, is_cut_short, longest_shared, missing_end
from articles.parsing.types import TitleOrigin
from tests.pages import seed_table
from tests.pages.seed_table import SeedArticle

TEXT = (
    "要促进数字经济和实体经济深度融合。数实深度融合是大势，产业深度融合是路径。"
    "民营经济活跃，民营经济壮大，民营企业增多。"
)


@pytest.mark.parametrize(
    "title",
    [
        "加快推进数字贸易改革创新发展的",
        "统筹发展和",
        "携手建设成渝“创新金",
        "促进数字经济和实体经济深度融",
        "以有为之手护航民营",
        "让集市成为",
    ],
)
def test_a_title_that_visibly_goes_on_is_cut_short(title: str) -> None:
    assert is_cut_short(title, TEXT)


@pytest.mark.parametrize(
    "title",
    ["促进数字经济和实体经济", "促进数字经济和实体经济深度融合", "小城镇也能有大作为", "以赛谋产", "数字贸易怎么看"],
)
def test_a_whole_title_is_not(title: str) -> None:
    assert not is_cut_short(title, TEXT)


def test_a_short_noun_is_whole_where_the_text_has_more_than_it() -> None:
    text = "一是抓教师队伍建设，二是抓教师队伍建设，三是抓教师队伍建设。要打开新局面，让打谷场上有戏看，培育未来产业。"
    for title in ("建设高水平教师队伍", "乘势而上开新局", "雪落打谷场"):
        assert not is_cut_short(title, text)
    assert missing_end("大力培育未", text) == "来"
    assert missing_end("以有为之手护航民营", TEXT) == "经"
    assert missing_end("以良法善治护航民营企", "要让民营企业安心。") == "业"


def test_what_is_said_to_have_come_about_so_is_whole() -> None:
    for title in ("好营商环境是“等”不来的", "好作风是带出来的"):
        assert not is_cut_short(title, "")
    for title in ("加快推进数字贸易改革创新发展的", "改革开放是推动高质量发展的", "说说带不来的"):
        assert is_cut_short(title, "")


def test_the_article_says_what_is_missing() -> None:
    assert missing_end("促进数字经济和实体经济深度融", TEXT) == "合"


def test_the_longest_phrase_in_common_is_found() -> None:
    assert longest_shared("促进实体经济深度融合发展", TEXT) == "实体经济深度融合"


@pytest.mark.parametrize(
    "seed", [a for a in seed_table.ARTICLES if a.file < 4 and a.title], ids=lambda a: str(a.number)
)
def test_a_title_is_likest_to_its_own_article(seed: SeedArticle) -> None:
    articles = seed_table.articles_of(seed.file)
    judge = TitleScorer(["".join(text for _, text in article.body) for article in articles])
    assert seed.title is not None
    score = [judge.score(seed.title, n).nats for n in range(len(articles))]
    assert articles[score.index(max(score))] == seed


def test_a_short_left_half_under_the_byline_is_no_first_line_of_the_title_that_cuts_it() -> None:
    half = "本报北京１月２６日讯新华社记者朱幼棣、本报记者何加正报道：首都"
    title = "首都举行春节联欢晚会各界代表和万名群众共度良宵"
    body = "春节联欢晚会今天晚上在人民大会堂举行。中央领导同志和首都一万多人欢聚一堂。"
    (article,) = parse(f"■张伟\n\n{half}\n\n{title}\n\n{body}\n\n（作者系重庆大学教授）").articles
    assert article.title == title
    assert [block.text for block in article.body] == [half + body]


def test_an_inferred_title_is_the_clause_that_the_article_repeats() -> None:
    seed = seed_table.article(3)
    inferred = infer_title([text for _, text in seed.body])
    assert inferred.text == "做大做强特色化县域经济"
    assert "2次" in inferred.reason


def test_an_inferred_title_rather_opens_a_paragraph_than_stands_inside_one() -> None:
    inferred = infer_title([text for _, text in seed_table.article(12).body])
    assert inferred.text == "引领AI创新发展"
    assert "首句" in inferred.reason


def test_a_text_without_clauses_still_gets_a_name() -> None:
    assert infer_title(["啊。"]).text


_PARAGRAPHS = (
    "山区的路修通以后，鲜果当天就能下山进城。路带来的不仅是收入，还有年轻人返乡创业的信心和村庄的新貌。",
    "这条路也带来了客人。周末的集市从三十个摊位长到两百个，村里办起食堂、客栈和书屋，老人守着家门就有了活干。",
    "我们常说，修路容易养路难。县里把养护交给沿线村集体，按月考核、按季付费，路面好不好，走路的人说了算。",
)


def test_the_only_line_over_a_paragraph_of_an_untitled_article_is_its_title() -> None:
    first, *rest = _PARAGRAPHS
    article = parse("\n\n".join(["■王小舟", first, "一条路带活一座山", *rest])).articles[0]
    assert (article.title, [block.text for block in article.body]) == ("一条路带活一座山", list(_PARAGRAPHS))


def test_of_several_none_is() -> None:
    first, second, third = _PARAGRAPHS
    article = parse("\n\n".join(["■王小舟", first, "客人从哪里来", second, "养护由谁来管", third])).articles[0]
    assert [block.kind for block in article.body].count("heading") == 2


def test_a_question_between_paragraphs_is_no_title() -> None:
    first, second, third = _PARAGRAPHS
    article = parse("\n\n".join(["■王小舟", first, "养路的钱从何而来？", second, third])).articles[0]
    assert article.title != "养路的钱从何而来？"
    assert "养路的钱从何而来？" in "".join(block.text for block in article.body)


def test_a_title_over_a_column_mark_is_of_the_first_article_in_it_whatever_stands_between() -> None:
    first, second, third = _PARAGRAPHS
    tail = "们常说的养护，就由沿线的人家分段包下来，每一段都立着写有名字的木牌。"
    text = ["老乡眼里的好年景", "【乡村观察】", tail, second, "■王小舟", first, third + "村里人把我"]
    assert parse("\n\n".join(text)).articles[0].title == "老乡眼里的好年景"


@pytest.mark.parametrize("title", ["路修到家门口——读《养路手记：", "一条山路引来的客人、"])
def test_a_title_cut_short_behind_a_mark_is_a_title(title: str) -> None:
    article = parse("\n\n".join(["【乡村观察】", title, "■王小舟", *_PARAGRAPHS])).articles[0]
    assert (article.title + (article.subtitle or ""), article.title_origin) == (title, TitleOrigin.TRUNCATED)


def test_subheadings_go_with_the_text_that_a_scan_put_first() -> None:
    first, second, _ = _PARAGRAPHS
    note = "（作者系西南大学教授）"
    text = ["年轻人返乡创业的信心", "## 客人从哪里来", second, note, "# 一条路带活一座山", "■王小舟"]
    opening = "山区的路修通以后，鲜果当天就能下山进城。路带来的不仅是收入，还有"
    article = parse("\n\n".join([text[0] + "和村庄的新貌。", *text[1:], "## 路带来什么", opening])).articles[0]
    assert [block.text for block in article.body] == ["路带来什么", first, "客人从哪里来", second]


def test_a_subheading_of_another_article_is_no_title() -> None:
    first, second, third = _PARAGRAPHS
    text = [
        "■李进",
        "客人从哪里来，路就修到哪里。" + third,
        "# 一条路带活一座山",
        "■王小舟",
        first,
        "## 客人从哪里来",
        second,
        third,
    ]
    assert [article.title for article in parse("\n\n".join(text)).articles][1] == "一条路带活一座山"
    assert parse("\n\n".join(text)).articles[0].title_origin is TitleOrigin.INFERRED


def test_a_title_that_may_as_well_be_another_articles_is_pointed_at() -> None:
    first, second, third = _PARAGRAPHS
    text = [
        "■王小舟",
        first,
        "（作者系西南大学教授）",
        "■李进",
        second + third,
        "（作者系重庆大学教授）",
        "一条路带活一座山",
    ]
    titled = [article for article in parse("\n\n".join(text)).articles if article.title == "一条路带活一座山"]
    assert [[problem.code for problem in article.problems] for article in titled] == [["doubtful-title"]]


def test_a_line_in_a_sentence_of_another_article_is_the_title_of_the_one_that_lacks_it() -> None:
    first, second, third = _PARAGRAPHS
    text = [
        "# 一条路带活一座山",
        "■王小舟",
        first[:30],
        "# 夜校里的灯光",
        first[30:],
        second,
        "（作者系西南大学教授）",
        "■李进",
        third,
        "（作者系重庆大学教授）",
    ]
    assert [article.title for article in parse("\n\n".join(text)).articles] == ["一条路带活一座山", "夜校里的灯光"]
