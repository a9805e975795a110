"""Quotations against the seeds: verdicts, by whom, and figures on corrupted passages."""

from __future__ import annotations

from itertools import pairwise

import pytest

from articles.models import Article, Feature, Passage, SourceDocument
from search.index.updating import apply_pending
from search.verifying.checks import MOST_CHARACTERS, MOST_QUOTATIONS, VERDICTS, DraftTooLong, Verdict, check
from tests.search.verifying.corrupting import FEW, checked, drafted
from tests.search.verifying.editors import DRAFTS, draft

pytestmark = pytest.mark.usefixtures("library")


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


def test_what_stands_beside_articles_is_found_and_is_nobody_s_of_these():
    package = Feature.objects.exclude(editor_note="").first()
    note = package.editor_note[60:100]
    checked = one(f"编者按说：“{note}”")
    (place,) = checked.places  # once, though it stands beside several articles
    assert (checked.verdict, checked.articles, place.label) == (Verdict.VERBATIM, 1, "专题")
    assert (place.title, place.cited(str).authors) == (package.title, ())
    assert one(f"“{note[:12]}某{note[13:]}”").verdict == Verdict.ALTERED
    assert one(f"欧阳修竹指出：“{note}”").verdict == Verdict.MISATTRIBUTED
    caption = Passage.objects.filter(part="caption").order_by("pk")[0]
    text = caption.source.raw_text[caption.start : caption.end].strip()[:20]
    checked = one(f"“{text}”")
    assert (checked.verdict, checked.places[0].label) == (Verdict.VERBATIM, "图注")
    assert checked.places[0].article.source == caption.source


def test_a_note_beside_many_articles_is_printed_once_and_no_set_phrase():
    package = Feature.objects.exclude(editor_note="").first()
    Article.objects.filter(pk__in=Article.objects.published()[:12]).update(feature=package)
    apply_pending()
    checked = one(f"欧阳修竹指出：“{package.editor_note[60:76]}”")
    assert (checked.verdict, checked.articles, checked.is_set_phrase) == (Verdict.MISATTRIBUTED, 1, False)


def test_a_newspaper_that_is_named_is_where_it_was_printed_if_that_is_known():
    _, _, passage = signed()
    assert one(f"《山城晚报》报道，“{passage}”").is_theirs is None
    SourceDocument.objects.update(publication="山城晚报")
    apply_pending()
    assert one(f"《山城晚报》报道，“{passage}”").is_theirs is True
    assert one(f"《江城日报》报道，“{passage}”").verdict == Verdict.MISATTRIBUTED


def test_a_work_that_is_named_is_the_article_or_its_package_with_the_marks_in_its_headline():
    package = Feature.objects.filter(title__contains="“", articles__isnull=False).first()
    article = package.articles.exclude(title="").first()
    passage = next(block["text"] for block in article.body if len(block["text"]) > 60)[20:50]
    for work in (package.title, article.title):
        checked = one(f"《{work}》指出：“{passage}”。")
        assert (checked.verdict, checked.is_theirs, checked.named) == (Verdict.VERBATIM, True, (f"《{work}》",))
    assert one(f"《一篇谁也没有写过的“文章”》指出：“{passage}”。").verdict == Verdict.MISATTRIBUTED


@pytest.mark.parametrize("who", ["他", "会议", "有专家", "总书记"])
def test_who_cannot_be_looked_up_is_not_judged(who):
    checked = one(f"{who}指出：“{signed()[2]}”")
    assert (checked.verdict, checked.named) == (Verdict.VERBATIM, ())


def test_a_control_character_in_a_name_is_not_looked_for():
    """PostgreSQL would refuse to."""
    _, author, passage = signed()
    assert one(f"{author[0]}\x00{author[1:]}指出：“{passage}”。").named == (author,)


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
    with pytest.raises(DraftTooLong):
        check("字" * (MOST_CHARACTERS + 1))
    report = check("“一二三四五六七八”" * (MOST_QUOTATIONS + 7))
    assert (len(report.checked), report.left) == (MOST_QUOTATIONS, 7)


def test_what_there_is_no_time_for_is_said_to_be_left(monkeypatch):
    monkeypatch.setattr("search.verifying.checks.BUDGET_SECONDS", 0.0)
    report = check("“一二三四五六七八”" * 7)
    assert (report.checked, report.left) == ((), 7)


def test_precision_and_recall_by_kind(monkeypatch):
    """Verbatim, attributed and made up: both 1. Up to three characters changed, at most every fifth: at least 0.98."""
    monkeypatch.setattr("search.verifying.checks.BUDGET_SECONDS", 3_600.0)
    answered = checked(drafted(seed=7, number=180))
    verdicts = {(made.wanted, found.verdict) for made, found in answered if made.changed not in FEW}
    assert verdicts <= {*((verdict, verdict) for verdict in Verdict), (Verdict.ALTERED, Verdict.ABSENT)}
    few = [made.is_answered_by(found) for made, found in answered if made.changed in FEW]
    assert len(few) > 80
    assert sum(few) >= 0.98 * len(few)
