"""Quotations against the seeds: verdicts, by whom, and figures on corrupted passages."""

from __future__ import annotations

from itertools import islice, pairwise

import pytest

from articles.models import Article
from search.verifying.checks import MOST_CHARACTERS, MOST_QUOTATIONS, VERDICTS, TooLong, Verdict, check
from tests.search.verifying.corrupting import Made, inventions, passages
from tests.search.verifying.editors import DRAFTS, draft

pytestmark = pytest.mark.usefixtures("library")


def bodies() -> list[tuple[int, str]]:
    return [
        (pk, block["text"])
        for pk, body in Article.objects.published().values_list("pk", "body")
        for block in body
        if len(block["text"]) > 100
    ]


def signed() -> tuple[Article, str, str]:
    """An article, one of its authors, and a passage that stands in no other."""
    article = Article.objects.published().filter(title__contains="重庆").exclude(authors=None).order_by("pk")[0]
    text = max((block["text"] for block in article.body), key=len)
    passage = text[10:50].replace("“", "").replace("”", "")
    return article, article.authors.all()[0].name, passage


def one(draft: str):
    (checked,) = check(draft).checked
    return checked


def test_what_stands_as_quoted_is_verbatim_whatever_its_marks():
    article, _, passage = signed()
    for written in (passage, passage.replace("，", " "), passage.replace("，", "；").replace("、", "")):
        checked = one(f"有人说：“{written}。”")
        assert checked.verdict == Verdict.VERBATIM
        assert checked.places[0].article == article
        assert checked.is_theirs is None


@pytest.mark.parametrize("name", DRAFTS)
def test_an_editor_s_draft_is_judged_as_an_editor_would(name):
    assert [VERDICTS[checked.verdict] for checked in check(draft(name)).checked] == DRAFTS[name]


def test_one_character_is_a_difference_and_is_shown():
    article, _, passage = signed()
    checked = one(f"“{passage[:12]}某{passage[13:]}”")
    assert checked.verdict == Verdict.ALTERED
    assert checked.places[0].article == article
    assert [(c.quoted, c.printed) for c in checked.changes if not c.is_alike] == [("某", passage[12])]


def test_by_an_author_of_it_is_right_and_by_somebody_else_is_not():
    article, author, passage = signed()
    right = one(f"{author}指出：“{passage}”")
    assert (right.verdict, right.is_theirs, right.named) == (Verdict.VERBATIM, True, (author,))
    other = Article.objects.published().exclude(authors=None).exclude(authors__name=author).order_by("-pk")[0]
    name = other.authors.all()[0].name
    wrong = one(f"“{passage}”，{name}说。")
    assert (wrong.verdict, wrong.is_theirs, wrong.named) == (Verdict.MISATTRIBUTED, False, (name,))
    stranger = one(f"重庆大学教授欧阳修竹认为：“{passage}”")
    assert stranger.verdict == Verdict.MISATTRIBUTED
    work = one(f"《{article.title}》一文写道：“{passage}”")
    assert (work.verdict, work.is_theirs) == (Verdict.VERBATIM, True)
    altered = one(f"{name}说：“{passage[:12]}某{passage[13:]}”")
    assert (altered.verdict, altered.is_theirs) == (Verdict.ALTERED, False)


@pytest.mark.parametrize("who", ["他", "会议", "有专家", "总书记"])
def test_who_cannot_be_looked_up_is_not_judged(who):
    checked = one(f"{who}指出：“{signed()[2]}”")
    assert (checked.verdict, checked.named) == (Verdict.VERBATIM, ())


def test_a_quotation_over_the_end_of_a_paragraph_is_found():
    for article in Article.objects.published().order_by("pk"):
        texts = [block["text"] for block in article.body]
        for first, second in pairwise(texts):
            run = first[-14:] + second[:14]
            if len(first) > 60 < len(second) and not set("“”‘’…") & set(run):
                assert one(f"“{run}”").verdict == Verdict.VERBATIM
                return
    pytest.fail("no two paragraphs to try")


def test_what_is_not_published_is_not_here():
    article, _, passage = signed()
    Article.objects.filter(pk=article.pk).update(status=Article.Status.WITHDRAWN)
    assert one(f"“{passage}”").verdict == Verdict.ABSENT


def test_a_draft_has_its_limits():
    with pytest.raises(TooLong):
        check("字" * (MOST_CHARACTERS + 1))
    report = check("“一二三四五六七八”" * (MOST_QUOTATIONS + 7))
    assert (len(report.checked), report.left) == (MOST_QUOTATIONS, 7)


def test_what_there_is_no_time_for_is_said_to_be_left(monkeypatch):
    monkeypatch.setattr("search.verifying.checks.BUDGET_SECONDS", 0.0)
    report = check("“一二三四五六七八”" * 7)
    assert (report.checked, report.left) == ((), 7)


def drafts(made: list[Made]) -> str:
    return "\n".join(f"有“{quotation.text}”。" for quotation in made)


def test_precision_and_recall_by_kind():
    """Verbatim: both 1. Up to three characters changed, at most every sixth: at least 0.98. Made up: never found."""
    paragraphs = bodies()
    made = list(islice(passages(paragraphs, 7), 240)) + list(
        islice(inventions([text for _, text in paragraphs], 7), 60)
    )
    pairs = list(zip(made, check(drafts(made)).checked, strict=True))
    verdicts = {(quotation, checked.verdict) for quotation, checked in pairs}
    assert [q for q, verdict in verdicts if (verdict == "verbatim") != (q.changed == 0)] == []
    few = [(q, checked) for q, checked in pairs if q.changed and q.changed <= 3]
    right = [q for q, c in few if c.verdict == "altered" and q.article_id in {p.article.pk for p in c.places}]
    assert len(few) > 80
    assert len(right) >= 0.98 * len(few)
    assert [q.text for q, checked in pairs if q.changed is None and checked.verdict != "absent"] == []
