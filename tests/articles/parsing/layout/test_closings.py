"""What an account prints under an article, END, 文字｜某某, 往期推荐, and the same words in texts and poems."""

from __future__ import annotations

import pytest

from articles.parsing import parse
from articles.parsing.types import DocumentKind, ParsedDocument
from tests.articles.parsing.made_prose import paragraphs

ACCOUNT = "菜场里的公平秤\n\n原创 林晚秋 桐州读书 2026年5月12日 20:15 江苏\n\n"
SIGNED = f"修鞋匠的早晨\n□王小明\n{paragraphs(3)}"
TEXT = paragraphs(3, 5)


def spaced(text: str) -> str:
    return "\n\n".join(line.strip() for line in text.splitlines()) + "\n\n"


def only_text(parsed: ParsedDocument, *, parts: int = 3) -> None:
    (article,) = parsed.articles
    assert ([person.name for person in article.authors], article.title) == (["林晚秋"], "菜场里的公平秤")
    assert len(article.body) == parts
    assert not article.column
    assert parsed.coverage.unassigned == 0
    assert not [problem for problem in parsed.problems if problem.code == "unplaced-text"]


@pytest.mark.parametrize("mark", ["END", "- END -", "—THE END—", "· End ·", "全文完", "（完）"])
@pytest.mark.parametrize(
    "lines",
    [
        ["文字 | 林晚秋", "编辑 | 阿禾", "点击“阅读原文”，加入夏季共读", "阅读 1024　赞 56　在看 31"],
        ["来源丨桐州发布", "图片丨视觉中国", "编辑丨阿禾", "责编丨丁一禾", "审核丨梅子青"],
        ["撰文/林晚秋　排版/阿禾", "监制：桐州融媒", "如需转载，请注明来源。", "喜欢就点个“在看”吧"],
        ["往期推荐", "春天里的一封家书", "父亲的自行车", "扫码关注我们"],
        ["初审：丁一禾", "复审：阿禾", "终审：梅子青", "▼往期精彩回顾▼", "春天里的一封家书", "父亲的自行车"],
        [],
    ],
)
def test_what_an_account_says_under_an_article_is_none_of_it(mark: str, lines: list[str]) -> None:
    only_text(parse(f"{ACCOUNT}{spaced(TEXT)}{mark}\n\n" + "\n".join(lines)))
    only_text(parse(f"{ACCOUNT}{spaced(TEXT)}{mark}\n\n" + "\n\n".join(lines)))
    only_text(parse(f"菜场里的公平秤\n林晚秋\n{TEXT}{mark}\n" + "\n".join(lines)))


@pytest.mark.parametrize(
    "lines",
    [
        "文字｜林晚秋\n编辑｜阿禾",
        "（本文仅代表作者观点，不代表本平台立场）",
        "编辑丨阿禾　审核丨梅子青\n图片来自网络，如有侵权请联系删除。",
        "往期推荐\n春天里的一封家书\n父亲的自行车",
        "点个“在看”，让更多人看到",
    ],
)
def test_two_such_lines_or_one_beyond_doubt_need_no_end_mark(lines: str) -> None:
    only_text(parse(f"{ACCOUNT}{spaced(TEXT)}{lines}\n"))


def test_each_article_of_a_file_may_have_such_lines_under_it() -> None:
    closing = "编辑丨阿禾　审核丨梅子青\n"
    parsed = parse(f"菜场里的公平秤\n作者：林晚秋\n{TEXT}\n{closing}\n让分享成为习惯\n作者：王小明\n{TEXT}\n{closing}")
    assert [(article.title, len(article.body)) for article in parsed.articles] == [
        ("菜场里的公平秤", 3),
        ("让分享成为习惯", 3),
    ]


@pytest.mark.parametrize("line", ["文字：林晚秋", "文｜林晚秋", "撰文 | 林晚秋", "作者 | 林晚秋"])
def test_who_wrote_signs_where_no_head_does(line: str) -> None:
    only_text(parse(f"菜场里的公平秤\n\n{spaced(TEXT)}{line}\n"))
    parsed = parse(f"菜场里的公平秤\n\n{spaced(TEXT)}END\n\n{line}\n编辑｜阿禾\n")
    only_text(parsed)
    assert parsed.kind is DocumentKind.ARTICLE


@pytest.mark.parametrize(
    "lines",
    [
        "记者：林晚秋\n编辑：丁一禾\n审稿：梅子青\n监制：王小明\n",
        "记者丨林晚秋\n编辑丨丁一禾\n审核丨梅子青\n",
        "记者 林晚秋\n编辑 丁一禾\n审核 梅子青\n",
        "来源 云浦图片库\n作者 林晚秋\n编辑 丁一禾\n二审 梅子青\n",
        "来源云浦图片库\n作者林晚秋\n编辑丁一禾\n二审梅子青\n三审王小明李大为\n",
    ],
)
@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_reporter_among_them_signs_each_text_over_them(lines: str, gap: str) -> None:
    tail = gap + lines.replace("\n", "\n" + gap)
    only_text(parse(f"菜场里的公平秤\n{TEXT}{tail}"))
    first, second = parse(f"菜场里的公平秤\n{TEXT}{tail}\n修鞋匠的早晨\n{paragraphs(3, 9)}{tail}").articles
    assert [(article.title, len(article.body)) for article in (first, second)] == [
        ("菜场里的公平秤", 3),
        ("修鞋匠的早晨", 3),
    ]
    assert [[person.name for person in article.authors] for article in (first, second)] == [["林晚秋"]] * 2


def test_several_labelled_writers_sign_one_text() -> None:
    (article,) = parse(f"菜场里的公平秤\n{TEXT}文字：林晚秋\n记者：王小明、李大为\n视频：丁一禾\n").articles
    assert [person.name for person in article.authors] == ["林晚秋", "王小明", "李大为"]


@pytest.mark.parametrize("lines", ["设计高品质生活\n策划大项目\n", "编辑部的灯\n作者高兴\n"])
def test_subheadings_that_begin_with_such_a_word_are_subheadings(lines: str) -> None:
    first, second = lines.split()
    page = f"菜场里的公平秤\n□林晚秋\n{TEXT}{first}\n{paragraphs(2, 6)}{second}\n{paragraphs(2, 7)}"
    (article,) = parse(page).articles
    assert [block.text for block in article.body if len(block.text) < 10] == [first, second]
    assert [person.name for person in article.authors] == ["林晚秋"]


@pytest.mark.parametrize(
    "lines",
    [
        "记者：林晚秋\n编辑：丁一禾\n审稿：梅子青\n",
        "记者 林晚秋\n摄影 王小明\n编辑 丁一禾\n",
        "文字｜林晚秋\n图片｜王小明\n编辑｜丁一禾\n",
        "来源：南浦日报\n作者：林晚秋\n编辑：丁一禾\n",
    ],
)
@pytest.mark.parametrize("over", ["", "2026-01-31 10:21\n", "修鞋匠的早晨\n□王大力\n" + TEXT + "\n"])
def test_the_same_lines_under_a_title_are_none_of_its_text(lines: str, over: str) -> None:
    head = "" if over.startswith("修") else over
    article = parse(f"{over.removeprefix(head)}菜场里的公平秤\n{head}{lines}{TEXT}").articles[-1]
    assert ([person.name for person in article.authors], article.title) == (["林晚秋"], "菜场里的公平秤")
    assert [f"　　{block.text}" for block in article.body] == TEXT.splitlines()


def test_under_a_subheading_such_lines_are_the_texts() -> None:
    crew = "摄影：王小明\n剪辑：丁一禾\n"
    parsed = parse(f"菜场里的公平秤\n□林晚秋\n{TEXT}主创名单\n{crew}{paragraphs(2, 6)}")
    assert not [piece for piece in parsed.furniture if piece.kind in {"source_line", "editors"}]


def test_a_form_for_what_readers_say_is_none_of_the_text() -> None:
    form = "参与评论\n您的观点仅代表您本人，请文明发言，严禁造谣\n所有评论\n无\n"
    only_text(parse(f"菜场里的公平秤\n林晚秋\n{TEXT}{form}"))
    only_text(parse(f"菜场里的公平秤\n\n{spaced(TEXT.rstrip() + '（记者 林晚秋）')}{spaced(form)}"))


def test_the_same_words_may_name_a_column_or_head_a_part() -> None:
    page = f"菜场里的公平秤\n□林晚秋\n{TEXT}网友评论\n关注孩子的睡眠\n□王小明\n{paragraphs(2, 8)}"
    assert [(a.column, a.title) for a in parse(page).articles][1] == ("网友评论", "关注孩子的睡眠")
    page = f"菜场里的公平秤\n□林晚秋\n{TEXT}网友评论\n{paragraphs(2, 8)}专家评论\n{paragraphs(2, 9)}"
    (article,) = parse(page).articles
    assert [block.text for block in article.body if len(block.text) < 10] == ["网友评论", "专家评论"]


def test_a_poem_ends_over_end() -> None:
    verses = "清晨的石磨\n转着一圈月光\n\n母亲把手伸进水里\n捞起一瓢白\n\n"
    only_text(parse(f"菜场里的公平秤\n\n林晚秋\n\n{verses}END\n\n文字｜林晚秋\n朗诵｜阿禾\n"), parts=4)


@pytest.mark.parametrize(
    "lines",
    [
        "　　文字：把采访写成稿子\n　　编辑：安排标题和版面\n　　审核：对导向负责\n"
        "　　四种岗位各管一段，少了哪一环，读者看到的都会走样。\n",
        "　　本文仅代表作者观点，这句话我抄了十年。\n　　转载请注明出处，这句话我也抄了十年。\n",
        "　　以上三位代表的意见，会议都作了记录。\n",
        "　　关注老人，就是关注我们自己的明天！\n",
        "　　未经许可擅自转载，法院判赔三万元。\n",
    ],
)
def test_the_same_words_in_a_text_stay_in_it(lines: str) -> None:
    printed = parse(f"菜场里的公平秤\n□林晚秋\n{TEXT}{lines}{paragraphs(1, 6)}（作者系某某大学教授）\n{SIGNED}")
    said = [line.strip() for line in lines.splitlines()]
    (first, second) = printed.articles
    body = "".join(block.text for block in first.body)
    assert (first.title, second.title) == ("菜场里的公平秤", "修鞋匠的早晨")
    assert all(line in body for line in said)


def test_such_a_list_at_a_texts_end_names_nobody() -> None:
    listed = "文字：三十万字\n图片：一百二十幅\n编辑：七个人\n"
    parsed = parse(
        f"菜场里的公平秤\n□林晚秋\n{TEXT}　　{listed.replace(chr(10), chr(10) + '　　').strip()}\n\n{SIGNED}"
    )
    assert not [piece for piece in parsed.furniture if piece.kind == "source_line"]
    parsed = parse(f"菜场里的公平秤\n□林晚秋\n{spaced(TEXT)}{listed}\n{SIGNED}")
    assert not [piece for piece in parsed.furniture if piece.kind == "source_line"]


def test_a_poem_may_say_the_same() -> None:
    verses = "文字\n有时重过\n图片\n有时轻如\n编辑手里的一支铅笔\n落下来 没有声音\nEND\n是一扇没有关上的门\n"
    first, second = parse(f"四个房间\n□林晚秋\n{verses}（作者系某某大学教授）\n{SIGNED}").articles
    assert [block.text for block in first.body] == verses.split("\n")[:-1]
    assert second.title == "修鞋匠的早晨"


@pytest.mark.parametrize(
    ("title", "column"), [("夏至｜一碗凉面里的旧时光", None), ("读书｜一碗凉面里的旧时光", "读书")]
)
def test_a_solar_term_before_a_bar_is_of_the_title(title: str, column: str | None) -> None:
    (article,) = parse(f"{title}\n\n林晚秋\n\n{TEXT}").articles
    assert (article.column, article.title) == (column, title if column is None else title.partition("｜")[2])
