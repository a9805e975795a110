"""A block of an article's text in pieces, and where a line of a title may end."""

from __future__ import annotations

from articles.pages.blocks import JoinMark, RenderedBlock, RenderedTable, with_tables
from articles.templatetags.record import breakable, share
from search.types import Span


def join_at(offset: int, number: int = 1) -> JoinMark:
    return JoinMark(number=number, offset=offset, block=0, confidence=0.997, reason="词接上了", passage_id=1)


def read(pieces) -> str:
    return "".join(piece.text for piece in pieces)


def test_a_join_stands_where_the_text_goes_on():
    pieces = RenderedBlock("p-1", "paragraph", "产业链、创链有效衔接", joins=(join_at(5),)).pieces
    assert [piece.text or piece.join.number for piece in pieces] == ["产业链、创", 1, "链有效衔接"]


def test_a_match_across_a_join_is_marked_on_both_sides_and_counted_once():
    runs = (Span("共"), Span("建共享", matched=True), Span("现代产业"))
    block = RenderedBlock("p-1", "paragraph", "共建共享现代产业", joins=(join_at(3),), runs=runs)
    pieces = block.pieces
    assert read(pieces) == block.text
    assert [piece.text for piece in pieces if piece.matched] == ["建共", "享"]
    assert sum(piece.first_of_match for piece in pieces) == 1
    assert [piece.anchor for piece in pieces if piece.matched] == ["p-1-m", ""]


def test_who_speaks_is_set_apart_even_inside_a_match():
    runs = (Span("郭险峰", matched=True), Span("：重庆"))
    pieces = RenderedBlock("p-1", "paragraph", "郭险峰：重庆", speaker=4, runs=runs).pieces
    assert [(piece.text, piece.speaker) for piece in pieces] == [("郭险峰", True), ("：", True), ("重庆", False)]


def test_a_join_at_the_end_of_a_paragraph_is_not_lost():
    pieces = RenderedBlock("p-1", "paragraph", "产业", joins=(join_at(2),)).pieces
    assert pieces[-1].join is not None


def test_a_confidence_is_never_rounded_up_to_certainty():
    assert join_at(1).percent == 99
    assert share(9_999_999, 10_000_000) == "99.99%"
    assert share(3, 3) == "100%"


def paragraphs(*texts: str) -> list[RenderedBlock]:
    return [RenderedBlock(f"p-{number}", "paragraph", text) for number, text in enumerate(texts, start=1)]


def read_rows(table) -> list[list[str]]:
    return [[read(cell.pieces) for cell in row.cells] for row in table.rows]


ROWS = ("项目\t2024年\t2025年", "农产品加工业产值\t3456\t3802", "乡村休闲旅游收入\t—\t503")


def test_rows_one_under_the_other_are_a_table_with_its_head():
    before, table, behind = with_tables(paragraphs("下表列出了主要数据。", *ROWS, "从表中可以看出，增长很快。"))
    assert (before.kind, behind.kind) == ("paragraph", "paragraph")
    assert read_rows(table) == [row.split("\t") for row in ROWS]
    assert table.has_head
    assert [row.anchor for row in table.rows] == ["p-2", "p-3", "p-4"]
    assert [[cell.is_number for cell in row.cells] for row in table.rows] == [[False, True, True]] * 3


def test_cells_that_only_blanks_part_are_a_tables_where_they_are_numbers():
    (table,) = with_tables(paragraphs("渝东　41.2　18.6", "渝西　40.8　19.1", "渝南　39.5　20.4"))
    assert read_rows(table) == [["渝东", "41.2", "18.6"], ["渝西", "40.8", "19.1"], ["渝南", "39.5", "20.4"]]
    assert not table.has_head


def test_a_first_row_of_two_cells_is_no_head_but_by_its_name():
    (shown,) = with_tables(paragraphs("冰糖　适量", "莲子　30克", "百合　20克", "红枣　5枚"))
    assert not shown.has_head
    (shown,) = with_tables(paragraphs("项目\t产值", "茶叶\t3456", "粮油\t3802"))
    assert shown.has_head


def test_a_name_set_wide_is_one_cell():
    (shown,) = with_tables(paragraphs("王　明　12岁", "李　芳　11岁", "张小红　9岁"))
    assert read_rows(shown) == [["王　明", "12岁"], ["李　芳", "11岁"], ["张小红", "9岁"]]


def test_what_is_no_table_stays_paragraphs():
    for texts in (
        ("一、优化空间布局", "二、完善体制机制"),
        ("春风 又绿 江南岸", "明月 何时 照我还"),
        ("产值\t3456",),
        ("A. 12 B. 15 C. 18 D. 20", "A. 30 B. 35 C. 40 D. 45"),
        ("3 + 5 = 8", "12 + 6 = 18"),
        ("2024年，全市产值3456亿元。", "2025年，全市产值3802亿元。"),
    ):
        assert [block.kind for block in with_tables(paragraphs(*texts))] == ["paragraph"] * len(texts)


def test_a_match_and_a_join_stand_in_their_cells_and_once():
    runs = (Span("农产品\t3"), Span("456\t38", matched=True), Span("02"))
    row = RenderedBlock("p-1", "paragraph", "农产品\t3456\t3802", joins=(join_at(4),), runs=runs)
    table = RenderedTable((row,))
    (cells,) = [row.cells for row in table.rows]
    assert [read(cell.pieces) for cell in cells] == ["农产品", "3456", "3802"]
    assert [[piece.text for piece in cell.pieces if piece.matched] for cell in cells] == [[], ["456"], ["38"]]
    assert [sum(piece.first_of_match for piece in cell.pieces) for cell in cells] == [0, 1, 0]
    assert [sum(piece.join is not None for piece in cell.pieces) for cell in cells] == [0, 1, 0]
    assert table.joins == (join_at(4),)


def test_a_title_may_break_between_words_but_not_before_its_punctuation():
    words = breakable("把“新星”产业集群培育成重庆制造业的“最大增量”").removesuffix("<wbr>").split("<wbr>")
    assert "".join(words) == "把“新星”产业集群培育成重庆制造业的“最大增量”"
    assert not any(word[0] in "”，。" or word[-1] == "“" for word in words)
