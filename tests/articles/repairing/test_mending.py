"""Repairs of a stored page: looked at, kept, met again by later imports, undone; every character keeps its part."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.importing import batches
from articles.importing.files import page_of
from articles.importing.pages import import_page
from articles.importing.reports import Outcome
from articles.integrity import check_library
from articles.models import Article, ImportBatch, PageRepair, Problem, SourceDocument
from articles.parsing.repairing import MISFIT, Anchor, HeadLine, Operation, Repair, anchor_at
from articles.parsing.types import NO_IMPRINT, Part
from articles.repairing.mending import CannotRepair, make, preview, preview_undo, undo
from articles.undoing.batches import request_undo
from articles.undoing.batches import undo as undo_batch
from tests.articles.parsing.repairing.test_applying import CHILDREN, EVENING, FOG, LEAVES, PAGE, STEPS

pytestmark = pytest.mark.django_db
FIRST, SECOND = "江边小城的春天", "山里人家的秋天"


def read_in() -> Outcome:
    return import_page(page_of(Path("page.txt"), PAGE.encode())).outcome


@pytest.fixture
def source() -> SourceDocument:
    read_in()
    return SourceDocument.objects.get()


def run(words: str) -> Anchor:
    start = PAGE.index(words)
    return anchor_at(PAGE, start, PAGE.index("\n", start))


def record() -> list[tuple[object, ...]]:
    return [(article.title, article.body) for article in Article.objects.order_by("position")]


def texts(title: str) -> list[str]:
    return [block["text"][:4] for block in Article.objects.get(title=title).body]


MOVE = Repair(Operation.MOVE, (run(STEPS),), run(LEAVES))
EACH = [
    MOVE,
    Repair(Operation.JOIN, (run(CHILDREN),)),
    Repair(Operation.NEW, (run(STEPS), run(CHILDREN)), title="码头"),
    Repair(Operation.MERGE, (run(LEAVES),), run(FOG)),
    Repair(Operation.MARK, (run(STEPS),), part=Part.CAPTION),
    *(Repair(Operation.HEAD, (run(STEPS),), line=line) for line in HeadLine if line is not HeadLine.BYLINE),
    Repair(Operation.HEAD, (run("■ 王一平"),), run(LEAVES), line=HeadLine.BYLINE),
]


@pytest.mark.parametrize("repair", EACH, ids=lambda repair: f"{repair.operation.value}-{repair.line.value}")
def test_a_repair_is_as_its_preview_and_undone_leaves_all_as_it_was(source, repair):
    before = record()
    changes = preview(source, repair)
    assert changes
    assert record() == before
    assert not PageRepair.objects.exists()
    row = make(source, repair, None)
    assert record() != before
    assert list(check_library()) == []
    assert preview_undo(row)
    assert PageRepair.objects.standing().exists()
    undo(row, None)
    assert record() == before
    assert list(check_library()) == []
    with pytest.raises(CannotRepair, match="已经撤销"):
        undo(row, None)


def test_a_title_that_is_found_settles_the_doubt_and_the_one_who_lost_it_has_another(source):
    first, second = Article.objects.order_by("position")
    row = make(source, Repair(Operation.HEAD, (run("# 江边"),), run(LEAVES)), None)
    first, second = Article.objects.order_by("position")
    assert (second.title, first.title_origin, first.needs_review) == (FIRST, Article.Origin.INFERRED, True)
    assert first.problems.get(code="inferred-title").state == Problem.State.OPEN
    undo(row, None)
    first.refresh_from_db()
    assert (first.title, first.needs_review, first.problems.filter(state__in=Problem.UNSETTLED).count()) == (
        FIRST,
        False,
        0,
    )


def test_articles_that_go_on_keep_their_numbers(source):
    numbers = {article.title: article.pk for article in Article.objects.all()}
    make(source, MOVE, None)
    assert {article.title: article.pk for article in Article.objects.all()} == numbers
    assert texts(SECOND) == ["秋天的山", "码头上的", "老屋门前", "晚饭以后"]


def test_what_is_imported_again_meets_the_repair(source):
    make(source, MOVE, None)
    SourceDocument.objects.update(fingerprint="of an older parser")
    assert read_in() is Outcome.UPDATED
    assert texts(FIRST) == ["清晨的江", "孩子们背"]
    assert read_in() is Outcome.UNCHANGED


def test_a_persons_text_stays_and_the_difference_is_a_finding(source):
    article = Article.objects.get(title=FIRST)
    article.curated_fields.create(field="body", imported=article.body)
    article.body = [{"kind": "paragraph", "text": "人写的。"}]
    article.save()
    make(source, MOVE, None)
    article.refresh_from_db()
    assert article.body == [{"kind": "paragraph", "text": "人写的。"}]
    assert article.problems.filter(code="curated-differs", field="body").exists()


def test_what_does_not_fit_is_refused_and_changes_nothing(source):
    before = record()
    with pytest.raises(CannotRepair, match="不能取出"):
        make(source, Repair(Operation.MOVE, (run("（作者系江边"),), run(LEAVES)), None)
    assert record() == before
    assert not PageRepair.objects.exists()


def test_what_fits_no_more_is_a_finding_and_fits_again_later(source):
    joined = make(source, Repair(Operation.JOIN, (run(CHILDREN),)), None)
    make(source, Repair(Operation.PART, (run(CHILDREN),)), None)
    assert "已是一段的开头" in undo(joined, None)[0]
    problem = Problem.objects.get(code=MISFIT, source=source)
    assert "第 2 处" in problem.message
    assert list(check_library()) == []


def test_a_newer_version_of_the_file_has_the_repairs_that_fit_it_and_says_which_do_not(source):
    undo(make(source, Repair(Operation.JOIN, (run(CHILDREN),)), None), None)
    make(source, MOVE, None)
    made = make(source, Repair(Operation.MARK, (run(EVENING),), part=Part.CAPTION), None)
    newer = "江城日报\n\n" + PAGE.replace(EVENING[:4], "晚餐以后")
    batch = batches.begin(ImportBatch.Kind.COMMAND, {})
    batches.import_into(batch, [(page_of(Path("newer.txt"), newer.encode()), "newer.txt")], NO_IMPRINT)
    batches.end(batch)
    current = SourceDocument.objects.get(superseded_by=None)
    assert (current.raw_text, texts(FIRST)) == (newer, ["清晨的江", "孩子们背"])
    assert texts(SECOND) == ["秋天的山", "码头上的", "老屋门前", "晚餐以后"]
    assert [row.summary for row in current.repairs.all()] == [row.summary for row in source.repairs.standing()]
    assert f"“{made.summary}”与现在的读法不合" in Problem.objects.get(source=current, code=MISFIT).message
    assert import_page(page_of(Path("newer.txt"), newer.encode())).outcome is Outcome.UNCHANGED
    request_undo(batch, None)
    undo_batch(ImportBatch.objects.get())
    assert source.repairs.standing().count() == 2
    assert texts(FIRST) == ["清晨的江", "孩子们背"]
    assert list(check_library()) == []


def test_the_order_of_repairs_counts(source):
    make(source, Repair(Operation.NEW, (run(EVENING),), title="夜话"), None)
    make(source, Repair(Operation.MOVE, (run(STEPS),), run(EVENING)), None)
    assert texts("夜话") == ["晚饭以后", "码头上的"]
    assert Article.objects.get(title="夜话").title_origin == Article.Origin.CURATED
    assert not Article.objects.get(title="夜话").needs_review


def test_the_address_of_a_merged_article_leads_on_and_is_its_own_again_when_undone(source, client):
    going, kept = Article.objects.get(title=SECOND), Article.objects.get(title=FIRST)
    row = make(source, Repair(Operation.MERGE, (run(LEAVES),), run(FOG)), None)
    assert client.get(going.get_absolute_url()).headers["Location"] == kept.get_absolute_url()
    undo(row, None)
    assert Article.objects.get(title=SECOND).pk == going.pk
    assert client.get(going.get_absolute_url()).status_code == 200
