"""A query is read as its writer means it, and every text that can stand in an article finds that article."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.errors import BadQuery
from search.language.explaining import explain, highlight_terms
from search.language.fields import FIELDS
from search.language.parser import conjunction, disjunction
from search.language.query import Vocabulary, parse, unparse
from search.language.relaxing import as_words, by_sound, inside, loosen
from search.language.tree import And, AtLeast, Everything, Node, Not, Or, Synonyms, Term, Wildcard
from search.text.folding import fold, fold_text, folded_blocks
from search.types import ReadingMode, Where
from tests.pages.seed_table import ARTICLES, SeedArticle
from tests.search.plain_matching import PlainArticle, Texts

TITLE, AUTHOR = FIELDS["标题"], FIELDS["作者"]


def word(text: str, fields: tuple[Where, ...] = ()) -> Term:
    return Term(text, fields)


def phrase(text: str, fields: tuple[Where, ...] = ()) -> Term:
    return Term(text, fields, quoted=True)


AUTHORS = FIELDS["作者"]
A, B, C = word("重庆"), word("四川"), word("产业")


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("", Everything()),
        (" \u3000", Everything()),
        ('""', Everything()),
        ("重慶", A),
        ("重庆 四川", And((A, B))),
        ("重庆　四川", And((A, B))),
        ("重庆 AND 四川 且 产业", And((A, B, C))),
        ("重庆 OR 四川", Or((A, B))),
        ("重庆 或 四川", Or((A, B))),
        ("重庆|四川", Or((A, B))),
        ("重庆 ｜ 四川", Or((A, B))),
        ("重庆 四川 OR 产业", Or((And((A, B)), C))),
        ("重庆 (四川 OR 产业)", And((A, Or((B, C))))),
        ("重庆（四川|产业）", And((A, Or((B, C))))),
        ("（重庆 OR 四川）产业", And((Or((A, B)), C))),
        ("重庆 -四川", And((A, Not(B)))),
        ("重庆 －四川", And((A, Not(B)))),
        ("重庆 NOT 四川", And((A, Not(B)))),
        ("重庆 非 四川", And((A, Not(B)))),
        ("非 四川", Not(B)),
        ("非四川", word("非四川")),
        ("重庆 -(四川 产业)", And((A, Not(And((B, C)))))),
        ("重庆 OR NOT 四川", Or((A, Not(B)))),
        ('"新质 生产力"', phrase("新质生产力")),
        ("“新质生产力”", phrase("新质生产力")),
        ("「新质生产力」 『雙碳』", And((phrase("新质生产力"), phrase("双碳")))),
        ("《意见》", phrase("意见")),
        ("＂数字 贸易＂ 重庆", And((phrase("数字贸易"), A))),
        ('"重庆" "四川"', And((phrase("重庆"), phrase("四川")))),
        ('"重庆" OR "四川"', Or((phrase("重庆"), phrase("四川")))),
        ('重庆 -"四川 产业"', And((A, Not(phrase("四川产业"))))),
        ("AI*", Wildcard("ai*")),
        ("Ｒ？Ｄ", Wildcard("r?d")),
        ("336*", Wildcard("336*")),
        ("智能*", word("智能*")),
        ("标题:重庆", word("重庆", TITLE)),
        ("标题：重庆 四川", And((word("重庆", TITLE), B))),
        ("标题: 重庆", word("重庆", TITLE)),
        ("title:重庆", word("重庆", TITLE)),
        ("Title：“重庆”", phrase("重庆", TITLE)),
        ("标题:(重庆 OR 四川)", Or((word("重庆", TITLE), word("四川", TITLE)))),
        ("作者:zxs", word("zxs", AUTHOR)),
        ("-作者:朱旭森", Not(word("朱旭森", AUTHOR))),
        ("正文:AI*", Wildcard("ai*", FIELDS["正文"])),
        (r"重庆 \-四川", And((A, word("-四川")))),
        (r"\“重庆 四川\”", And((word('"重庆'), word('四川"')))),
    ],
)
def test_signs_and_operators_are_read(typed: str, tree: Node) -> None:
    assert parse(typed).typed == tree


@pytest.mark.parametrize("name", ["标题", "作者", "栏目", "主题", "单位", "基金", "正文", "图注", "专题"])
def test_every_field_has_its_parts(name: str) -> None:
    assert parse(f"{name}：重庆").typed == word("重庆", FIELDS[name])


@pytest.mark.parametrize(
    ("english", "name"),
    [
        ("title", "标题"),
        ("author", "作者"),
        ("column", "栏目"),
        ("theme", "主题"),
        ("affiliation", "单位"),
        ("funding", "基金"),
        ("body", "正文"),
        ("caption", "图注"),
    ],
)
def test_fields_have_english_names_too(english: str, name: str) -> None:
    assert parse(f"{english}:重庆").typed == word("重庆", FIELDS[name])


@pytest.mark.parametrize(
    "typed",
    [
        "“新定位”，突出“西部领", "27年)》", "(以下简称“两业", ")指出", "-1]", "+", "-", "——", "作者：", "*", "?",
        "|", '"', "各区(市)县", "重庆（市", "《意见", "https://example.org/a?b=c", "项目：2024CXZD18", "或", "非", "OR",
        "NOT", "“甲”与“乙”",
    ],
)  # fmt: skip
def test_signs_without_partners_are_text(typed: str) -> None:
    assert parse(typed).tree == word(fold_text(typed))


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("重庆 OR", And((A, word("or")))),
        ("OR 重庆", And((word("or"), A))),
        ("重庆 NOT", And((A, word("not")))),
        ("NOT NOT 重庆", And((word("not"), Not(A)))),
        ("( 重庆", And((word("("), A))),
        ("重庆 | | 四川", Or((And((A, word("|"))), B))),
        ("标题: OR", word("or", TITLE)),
        ("()", word("()")),
    ],
)
def test_operators_without_operands_are_text(typed: str, tree: Node) -> None:
    assert parse(typed).typed == tree


@pytest.mark.parametrize(
    "run", ["“新定位”，突出“西部领", 'a" b', 'a "b', '"', 'say "hello" to', "a\\", "-x", "(a", " OR ", "作者：朱"]
)
def test_between_quotation_marks_everything_is_text(run: str) -> None:
    assert parse(f'"{run}"').tree == phrase(fold_text(run))


@pytest.mark.parametrize("typed", ["作者：朱旭森", "-1", "2024 -2025", "ai?", r"a\b"])
def test_a_reading_that_could_leave_the_text_out_has_the_text_beside_it(typed: str) -> None:
    query = parse(typed)
    assert isinstance(query.tree, Or)
    assert query.tree.children[-1] == phrase(fold_text(typed))
    assert query.typed not in (query.tree, phrase(fold_text(typed)))


def test_read_exactly_a_query_is_one_run() -> None:
    assert parse("重慶 -四川 “甲”", ReadingMode.EXACT).tree == word('重庆-四川"甲"')
    assert parse(" ", ReadingMode.EXACT).tree == Everything()


def _texts(article: SeedArticle) -> Texts:
    return {
        Where.TITLE: (article.title or "",),
        Where.AUTHOR: tuple(person.name for person in article.people),
        Where.BODY: tuple(text for _, text in article.body),
        Where.AFFILIATION: (article.note or "",),
    }


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: f"article-{article.number}")
def test_every_run_of_an_article_finds_it(article: SeedArticle) -> None:
    plain = PlainArticle(_texts(article))
    for block in (block for blocks in _texts(article).values() for block in blocks):
        for start in range(0, len(block), 3):
            for size in (1, 2, 3, 5, 8, 13, 20):
                run = block[start : start + size].strip()
                assert plain.matches(parse(run).tree), run
                assert not run or parse(f'"{run}"').tree == phrase(fold_text(run)), run


SIGNS = st.text('ab 重庆 四川"“”「」《》()（）-－|*?:：\\或非+\u3000,。', max_size=16)
LANGUAGE = st.lists(
    st.sampled_from(
        ["重庆", "ab", "OR", "NOT", "或", "非", "AND", "-", "(", ")", "（", "）", '"', "“", "”", "《", "》", "|", " ",
         " ", "标题:", "作者：", "a*", "?", "\\", ",", "title:", "_", "-重庆", "“重庆”", "]"]
    ),
    max_size=12,
).map("".join)  # fmt: skip
QUERIES = st.one_of(SIGNS, LANGUAGE, st.text(max_size=30))


def is_left_open(text: str) -> bool:
    """Whether it is refused; what is proposed can be read."""
    try:
        parse(text)
    except BadQuery as refused:
        return parse(refused.repaired).text == refused.repaired
    return False


@given(QUERIES, QUERIES, QUERIES)
@example("", "作者：a", "")
def test_every_run_of_any_text_finds_it(before: str, run: str, after: str) -> None:
    """Runs begin and end between composed characters, and are not only operators' words in phrases of their own."""
    text = before + run + after
    if fold_text(run) in folded_blocks([text]) and not is_left_open(run):
        assert PlainArticle({Where.BODY: (text,)}).matches(parse(run).tree)


@given(QUERIES)
def test_nearly_every_text_can_be_read(text: str) -> None:
    assert is_left_open(text) or explain(parse(text)).notes
    assert parse(text, ReadingMode.EXACT).tree in (word(fold_text(text)), Everything())


@given(st.text('重庆() "|-', min_size=1, max_size=100), st.integers(201, 400))
def test_what_is_too_long_comes_with_something_that_can_be_read(text: str, length: int) -> None:
    long = "重" + (text * length)[: length - 2] + "庆"
    with pytest.raises(BadQuery) as refused:
        parse(long)
    assert parse(refused.value.repaired).text == refused.value.repaired


LEAF_TEXTS = st.one_of(
    st.text('ab重庆"()-|*?:\\《》或,。_]', min_size=1, max_size=5),
    st.sampled_from(["或", "非", "or", "作者:甲", "作者:", "a*"]),
).map(fold_text)
WHERES = st.sampled_from([(), *FIELDS.values()])
TERMS = st.builds(Term, LEAF_TEXTS.filter(bool), WHERES, st.booleans())
WILDCARDS = st.builds(Wildcard, st.sampled_from(["ai*", "r?d", "336*", "*a", "a.?"]), WHERES)


def _nodes(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(children, min_size=2, max_size=3)
    negated = children.map(lambda child: child.child if isinstance(child, Not) else Not(child))
    return st.one_of(several.map(conjunction), several.map(disjunction), negated)


TREES: st.SearchStrategy[Node] = st.recursive(st.one_of(TERMS, WILDCARDS), _nodes, max_leaves=8)


@given(TREES)
@example(Not(word("_")))
@example(Not(word("]")))
@example(And((word('"a'), word('b"'))))
def test_a_tree_written_out_reads_to_the_same_tree(tree: Node) -> None:
    text = unparse(tree)
    if len(text) <= 200:
        assert parse(text).typed == tree


@given(QUERIES.filter(lambda text: not is_left_open(text)))
def test_a_query_written_out_again_reads_the_same(text: str) -> None:
    tree = parse(text).typed
    assert parse(unparse(tree)).typed == tree


@pytest.mark.parametrize(
    ("typed", "at", "repaired"),
    [
        ("(新质 OR", 0, "新质"),
        ("（新质 OR 产业", 0, "（新质 OR 产业)"),
        ("重庆 (新质 OR 产业 OR", 3, "重庆 (新质 OR 产业)"),
        ("标题:(新质 AND 产业 ", 3, "标题:(新质 AND 产业)"),
        ("((新质 或 产业) 且 重庆", 0, "((新质 或 产业) 且 重庆)"),
        ("(新质 (产业 OR", 0, "新质 (产业"),
    ],
)
def test_a_parenthesis_that_is_left_open_before_an_operator_is_refused_with_a_repair(
    typed: str, at: int, repaired: str
) -> None:
    with pytest.raises(BadQuery, match="左括号没有对应的右括号") as refused:
        parse(typed)
    assert (refused.value.at, refused.value.repaired) == (at, repaired)


def test_a_hyphen_before_a_number_is_a_minus_where_the_library_has_it_so() -> None:
    cold = parse("重庆 -5度 -四川", stands=lambda text: text == "-5度")
    assert cold.typed == And((A, phrase("-5度"), Not(B)))
    assert [note.text for note in explain(cold).notes if note.kind == "minus"] == [
        "“-5度”文中有，按原文查找，不是排除；要排除，写 NOT 5度"
    ]
    assert parse("重庆 -5度", stands=lambda text: False).typed == And((A, Not(word("5度"))))
    assert parse("-四川", stands=lambda text: True).typed == Not(B)


def test_numbers_in_circles_are_read_as_others_only_where_they_stand_nowhere() -> None:
    assert parse("①").typed == word("①")
    looser = loosen(parse("第①条 ②"))[0]
    assert (looser.tree, "带圈" in looser.loosened) == (And((word("第1条"), word("2"))), True)
    assert loosen(parse("“①”")) == ()


@pytest.mark.parametrize(
    ("typed", "message", "at"),
    [
        ("字" * 201, "检索式超过 200 个字符", 200),
        ("字 " * 33, "超过 32 个词", 64),
        ("(" * 9 + "重庆" + ")" * 9, "括号套了超过 8 层", 8),
    ],
)
def test_beyond_its_limits_a_query_is_refused_with_a_repair(typed: str, message: str, at: int) -> None:
    with pytest.raises(BadQuery) as refused:
        parse(typed)
    assert (refused.value.message, refused.value.at) == (message, at)
    assert parse(refused.value.repaired).typed != Everything()


def test_at_its_limits_a_query_is_read() -> None:
    assert parse("字" * 200).typed == word("字" * 200)
    assert len(highlight_terms(parse(" OR ".join("abcdefghijklmnopqrstuvwxyz甲乙丙丁戊己")).tree)) == 32
    assert parse("(" * 8 + "重庆" + ")" * 8).typed == A


AI = Vocabulary({"人工智能": (Wildcard("ai"),), "ai": (word("人工智能"),)})


def test_what_curators_say_means_the_same_is_asked_for_too() -> None:
    query = parse("人工智能 重庆", vocabulary=AI)
    assert query.tree == And((Synonyms(word("人工智能"), (Wildcard("ai"),)), A))
    assert [note.text for note in explain(query).notes] == ["“人工智能”", "“人工智能”也查同义的“ai”", "“重庆”"]
    assert parse("标题:AI", vocabulary=AI).typed == Synonyms(word("ai", TITLE), (word("人工智能", TITLE),))


def test_a_quoted_term_has_no_synonyms() -> None:
    assert parse('"人工智能"', vocabulary=AI).tree == phrase("人工智能")
    assert parse("人工智能", ReadingMode.EXACT, AI).tree == word("人工智能")


@pytest.mark.parametrize(
    ("typed", "notes"),
    [
        ("", [("everything", "全部文章")]),
        ("重慶 -四川", [("word", "“重慶”"), ("exclusion", "不含“四川”"), ("folded", "“重慶”按“重庆”查找")]),
        ('"新质生产力"', [("phrase", "原文“新质生产力”")]),
        ("作者：朱旭森", [("word", "作者含“朱旭森”")]),
        ("重庆 OR （四川 产业）", [("any", "“重庆”或（“四川”并且“产业”）")]),
        ("AI*", [("wildcard", "“ai*”")]),
        ("“两业", [("word", "「“两业」")]),
    ],
)
def test_the_reading_is_said_in_words(typed: str, notes: list[tuple[str, str]]) -> None:
    assert [(note.kind, note.text) for note in explain(parse(typed)).notes] == notes


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("十五五规划", "“十五五规划”"),
        ("标题:十五五规划 县 -汽车工业", "标题:“十五五规划” 县 -汽车工业"),
        ("产业链、供应链 OR AI*", "“产业链、供应链” OR ai*"),
        ("字" * 200, ""),
    ],
)
def test_where_marks_were_read_over_it_is_said_with_the_query_that_reads_over_none(typed: str, exact: str) -> None:
    reading = explain(parse(typed), across=1234)
    assert (reading.notes[-1].kind, reading.exact) == ("across", exact)
    assert "1,234 篇" in reading.notes[-1].text
    assert explain(parse(typed)).exact == ""


def test_a_sentence_is_read_as_its_words_then_as_most_of_them_then_as_any() -> None:
    readings = loosen(parse("如何在重庆办好数字经济创新 四川"))
    content = (A, word("办好"), word("数字经济"), word("创新"))
    assert [reading.tree for reading in readings] == [
        And((*content, B)),
        *(And((AtLeast(least, content), B)) for least in (3, 2)),
        AtLeast(1, (*content, B)),
    ]
    assert ["所有的词" in explain(reading).loosened for reading in readings] == [True, False, False, False]
    assert "任何一个词" in explain(readings[-1]).loosened


@pytest.mark.parametrize(
    "typed",
    [
        '"如何在重庆发展数字经济"',
        "“重庆” 四川",
        "重庆 标题:四川",
        "重庆 -四川",
        "标题:重庆 -如何在重庆发展数字经济",
        "税",
        "",
    ],
)
def test_what_is_quoted_or_asked_of_a_field_or_beside_an_exclusion_is_not_read_more_loosely(typed: str) -> None:
    assert loosen(parse(typed)) == ()
    assert inside(parse(typed)) is None


@pytest.mark.parametrize(
    ("typed", "trees"),
    [
        ("新制生产力", [And((word("新制"), word("生产力"))), AtLeast(1, (word("新制"), word("生产力")))]),
        ("重庆 四川", [AtLeast(1, (A, B))]),
        ("重庆 ai*", [AtLeast(1, (A, Wildcard("ai*")))]),
        ("怎么办重庆", [A]),
        ("朱旭森怎么看重庆", [And((word("朱旭森"), A)), AtLeast(1, (word("朱旭森"), A))]),
    ],
)
def test_short_queries_are_read_as_any_of_their_words(typed: str, trees: list) -> None:
    assert [reading.tree for reading in loosen(parse(typed))] == trees


@pytest.mark.parametrize(
    "asking", ["怎么", "如何", "怎样", "哪些", "什么", "为什么", "是否", "有没有", "吗", "呢", "怎么办"]
)
def test_words_that_ask_are_left_out(asking: str) -> None:
    for typed in (f"{asking} 重庆 四川", f"重庆 四川 {asking}"):
        assert loosen(parse(typed))[-1].tree == AtLeast(1, (A, B))


def test_the_last_reading_has_the_words_wherever_they_stand_and_the_librarys_names() -> None:
    last = inside(parse("王希写双城经济圈"), ["王希"])
    assert last is not None
    assert last.tree == AtLeast(1, (word("王希"), word("双城"), word("经济"), word("经济圈"), word("王希写双城经济圈")))


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("zhuxusen", word("zhuxusen", AUTHORS)),
        ("ZXS 重庆", And((word("zxs", AUTHORS), A))),
        ("zhu xs", Or((word("zhuxs", AUTHORS), And((word("zhu", AUTHORS), word("xs", AUTHORS)))))),
    ],
)
def test_latin_letters_may_be_how_an_author_sounds(typed: str, tree: Node) -> None:
    sounding = by_sound(parse(typed))
    assert sounding is not None
    assert sounding.tree == tree


@pytest.mark.parametrize("typed", ["重庆", '"zhuxusen"', "标题:zhuxusen", "zxs -重庆", "z", "5g"])
def test_nothing_else_is_how_an_author_sounds(typed: str) -> None:
    assert by_sound(parse(typed)) is None


def test_a_word_written_in_one_can_be_written_apart() -> None:
    assert as_words(parse("碳达峰碳中和")) == "碳达峰 碳中和"
    assert as_words(parse("碳中和")) == ""


def test_what_is_excluded_is_not_marked() -> None:
    assert highlight_terms(parse("重庆 -四川 (产业 OR a*)").typed) == (A, C, Wildcard("a*"))


@given(st.text(max_size=20))
def test_folding_does_not_change_how_words_are_read(text: str) -> None:
    leaves = highlight_terms(parse(text).tree)
    assert all(fold(leaf.text).text == leaf.text for leaf in leaves if isinstance(leaf, Term))
