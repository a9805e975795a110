"""The review queue: each finding with its text, its place and its likely answers; one press settles it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from articles.models import Article, BatchFile, CuratedField, ImportBatch, Passage, Problem, SourceDocument
from articles.parsing.problems import IMPRINTS_DIFFER, JOIN_DOUBTFUL, LOST_CHARACTER, SUSPICIOUS_TEXT, TITLE_INFERRED
from articles.problems import CURATED_DIFFERS, NEAR_DUPLICATE, WITHDRAWN
from tests.articles.admin.conftest import form_data

TEXT = "甲地的产业正在升级。\n\n乙地的企业也在转型，\n\n成效日渐显。\n"


@pytest.fixture
def source(db) -> SourceDocument:
    return SourceDocument.objects.create(
        file_name="一页.txt", sha256="0" * 64, kind="newspaper_page", encoding="utf-8", raw_text=TEXT, characters=28
    )


@pytest.fixture
def article(source) -> Article:
    body = [
        {"kind": "paragraph", "text": "甲地的产业正在升级。"},
        {"kind": "paragraph", "text": "乙地的企业也在转型，成效日渐显。"},
    ]
    return Article.objects.create(
        source=source, title="暂拟的题目", title_origin="inferred", title_reason="据首句", body=body, needs_review=True
    )


def finding(article: Article | None, code: str, message: str = "？", **more) -> Problem:
    return Problem.objects.create(article=article, code=code, message=message, **more)


def url(problem: Problem) -> str:
    return reverse("admin:articles_problem_finding", args=[problem.pk])


def opened(desk, problem: Problem) -> dict[str, str]:
    """What a browser would send back of the finding's page."""
    form = desk.get(url(problem)).context["form"]
    return {name: form[name].value() for name in ("seen", "state", "text")} if form else {}


def pressed(desk, problem: Problem, place: int) -> dict[str, str]:
    """What the browser sends when this one of the answers is pressed."""
    return {"answer": desk.get(url(problem)).context["answers"][place].label}


def now(problem: Problem) -> tuple[str, User | None]:
    problem.refresh_from_db()
    return problem.state, problem.settled_by


def test_the_home_page_counts_by_kind_and_leads_into_the_queue(desk, article):
    finding(article, TITLE_INFERRED)
    html = desk.get(reverse("admin:index")).content.decode()
    assert re.search(r'queue/\?kind=inferred-title">推定标题 1<', html)
    assert "逐一复核 1 个问题" in html


def test_what_a_reader_notices_first_comes_first(desk, article, source):
    hint = finding(article, "suspicious-text")
    join = finding(article, JOIN_DOUBTFUL)
    title = finding(article, TITLE_INFERRED)
    draft = Article.objects.create(title="草稿", body=[], status="draft")
    unseen = finding(draft, TITLE_INFERRED)
    queue = reverse("admin:articles_problem_queue")
    order = []
    page = desk.get(queue, follow=True)
    while page.context["following"] and page.context["problem"].pk not in order:
        order.append(page.context["problem"].pk)
        page = desk.get(page.context["following"])
    assert order == [title.pk, join.pk, unseen.pk, hint.pk]
    assert desk.get(queue, {"kind": JOIN_DOUBTFUL}, follow=True).context["problem"] == join
    batch = ImportBatch.objects.create(kind="upload")
    BatchFile.objects.create(batch=batch, name="一页.txt", source=source)
    own = finding(article, JOIN_DOUBTFUL, "本批", source=source)
    assert desk.get(queue, {"batch": batch.pk}, follow=True).context["problem"] == own
    own.delete()
    assert "没有待处理" in desk.get(queue, {"source": source.pk}, follow=True).content.decode()


def test_a_corrected_title_is_a_persons_and_the_next_finding_comes_up(desk, curator, article):
    first, second = finding(article, TITLE_INFERRED), finding(article, JOIN_DOUBTFUL)
    response = desk.post(url(first), opened(desk, first) | {"text": "真正的题目", "save": ""})
    assert response.headers["Location"] == url(second)
    article.refresh_from_db()
    assert (article.title, article.title_origin) == ("真正的题目", "curated")
    assert CuratedField.objects.get(article=article, field="title").curated_by == curator
    assert now(first) == (Problem.State.RESOLVED, curator)
    assert first.settled_at is not None


def test_who_saves_a_title_unchanged_vouches_for_it(desk, curator, article):
    problem = finding(article, TITLE_INFERRED)
    desk.post(url(problem), opened(desk, problem) | {"save": ""})
    article.refresh_from_db()
    assert (article.title, article.title_origin, article.needs_review) == ("暂拟的题目", "curated", False)
    assert now(problem) == (Problem.State.RESOLVED, curator)


def test_the_paragraph_at_the_place_is_edited_alone_and_may_be_parted(desk, article, source):
    problem = finding(article, JOIN_DOUBTFUL, source=source, at=TEXT.index("成效"))
    form = opened(desk, problem)
    assert form["text"] == article.body[1]["text"]
    desk.post(url(problem), form | {"text": "乙地的企业也在转型。\n\n成效日渐显。", "save": ""})
    article.refresh_from_db()
    assert [block["text"] for block in article.body] == [
        "甲地的产业正在升级。", "乙地的企业也在转型。", "成效日渐显。"
    ]  # fmt: skip


def test_a_lost_character_is_put_in_by_one_press(desk, article, source):
    problem = finding(article, LOST_CHARACTER, source=source, at=TEXT.index("成效"), answers=["且"])
    desk.post(url(problem), opened(desk, problem) | pressed(desk, problem, 0))
    article.refresh_from_db()
    assert article.body[1]["text"] == "乙地的企业也在转型，且成效日渐显。"


def test_what_stands_there_twice_is_put_once_by_one_press(desk, article, source):
    article.body[1]["text"] = "乙地的企业也在转型，成效成效日渐显。"
    article.save()
    source.raw_text = TEXT.replace("成效", "成效成效")
    source.save()
    problem = finding(article, SUSPICIOUS_TEXT, source=source, at=TEXT.index("成效"))
    assert "删去一个“成效”" in desk.get(url(problem)).content.decode()
    desk.post(url(problem), opened(desk, problem) | pressed(desk, problem, 0))
    article.refresh_from_db()
    assert article.body[1]["text"] == "乙地的企业也在转型，成效日渐显。"


def test_a_title_is_chosen_among_the_clauses_next_to_the_one_that_was_inferred(desk, article):
    text = "修好江边的石阶步道。推进老旧码头更新改造，提升渡口通行能力，完善沿江公共服务，保护两岸历史建筑。"
    article.title, article.body = "推进老旧码头更新改造", [{"kind": "paragraph", "text": text}]
    article.save()
    problem = finding(article, TITLE_INFERRED)
    buttons = desk.get(url(problem)).context["answers"]
    assert len(buttons) == 3
    assert all(button.text in text and button.text not in article.title for button in buttons)
    desk.post(url(problem), opened(desk, problem) | pressed(desk, problem, 1))
    problem.article.refresh_from_db()
    assert (problem.article.title, problem.article.title_origin) == (buttons[1].text, "curated")


def test_an_answer_is_what_its_button_said_whatever_came_before_it_meanwhile(desk, article):
    clauses = ("推进老旧码头更新改造", "提升渡口通行能力", "完善沿江公共服务", "保护两岸历史建筑")
    article.title, article.body = clauses[0], [{"kind": "paragraph", "text": f"{'，'.join(clauses)}。"}]
    article.save()
    problem = finding(article, TITLE_INFERRED)
    form = opened(desk, problem) | pressed(desk, problem, 0)
    article.body = [{"kind": "paragraph", "text": "江边的步道修好了。"}]
    article.save()
    assert "请再看一次" in desk.post(url(problem), form, follow=True).content.decode()
    article.refresh_from_db()
    assert (article.title, now(problem)) == (clauses[0], ("open", None))


@pytest.mark.parametrize("code", [LOST_CHARACTER, SUSPICIOUS_TEXT])
def test_where_the_same_words_stand_twice_in_a_paragraph_none_is_edited_by_a_button(desk, article, source, code):
    source.raw_text = "老人老人吃得起食堂办得久，街坊说老人老人吃得起食堂办得久。"
    source.save()
    article.body = [{"kind": "paragraph", "text": source.raw_text}]
    article.save()
    place = source.raw_text.rindex("老人老人")
    assert desk.get(url(finding(article, code, source=source, at=place, answers=["且"]))).context["answers"] == []


def test_of_a_phrase_that_begins_with_a_doubled_character_the_phrase_is_put_once(desk, article, source):
    source.raw_text = "护河要人人有责人人有责才好。"
    source.save()
    article.body = [{"kind": "paragraph", "text": source.raw_text}]
    article.save()
    problem = finding(article, SUSPICIOUS_TEXT, source=source, at=source.raw_text.index("人人"))
    desk.post(url(problem), opened(desk, problem) | pressed(desk, problem, 0))
    article.refresh_from_db()
    assert article.body[0]["text"] == "护河要人人有责才好。"


@pytest.mark.parametrize("answer", ["0", "7", "999999", "x", ""])
def test_an_answer_that_is_none_settles_nothing(desk, article, source, answer):
    problem = finding(article, LOST_CHARACTER, source=source, at=TEXT.index("成效"), answers=["且"])
    said = desk.post(url(problem), opened(desk, problem) | {"answer": answer}, follow=True).content.decode()
    assert "请再看一次" in said
    assert now(problem) == ("open", None)


def test_the_file_stands_beside_it_with_the_place_marked(desk, article, source):
    problem = finding(article, JOIN_DOUBTFUL, source=source, at=TEXT.index("成效"))
    html = desk.get(url(problem)).content.decode()
    assert "<mark>成效日渐显。</mark>" in html
    assert source.get_absolute_url() in html


def test_an_imports_text_is_taken_or_the_persons_kept(desk, article):
    article.title = "人改的题目"
    article.save()
    CuratedField.objects.create(article=article, field="title", imported="导入的题目")
    kept, taken = (finding(article, CURATED_DIFFERS, str(n), field="title") for n in (1, 2))
    desk.post(url(kept), opened(desk, kept) | pressed(desk, kept, 1))
    article.refresh_from_db()
    assert article.title == "人改的题目"
    desk.post(url(taken), opened(desk, taken) | pressed(desk, taken, 0))
    article.refresh_from_db()
    assert article.title == "导入的题目"


@pytest.mark.parametrize(
    ("former", "shown"),
    [
        (
            "县域经济怎样强",
            [("上次导入的文本", "县域经济怎样强"), ("人工文本", "县域经济何以强"), ("导入文本", "县域经济如何强")],
        ),
        ("", [("上次导入的文本", "（空）"), ("人工文本", "县域经济何以强"), ("导入文本", "县域经济如何强")]),
        (None, [("人工文本", "县域经济何以强"), ("导入文本", "县域经济如何强")]),
    ],
)
def test_a_persons_text_and_an_imports_stand_beside_what_the_import_before_said(desk, article, former, shown):
    said = {"former_text": former, "curated_text": "县域经济何以强", "imported_text": "县域经济如何强"}
    texts = desk.get(url(finding(article, CURATED_DIFFERS, field="title", **said))).context["texts"]
    assert [label for label, _ in texts] == [label for label, _ in shown]
    for (_, pieces), (_, text) in zip(texts, shown, strict=True):
        assert "".join(piece.text for piece in pieces if piece.change != "gone").strip().count(text) == 1


@pytest.mark.parametrize(
    ("field", "marked"), [("body", "甲地的产业正在升级。"), ("subtitle", "题在此处"), ("authors", "■林小雨")]
)
def test_what_an_import_read_otherwise_is_shown_where_the_article_has_it_in_the_file(
    desk, article, source, field, marked
):
    source.raw_text = f"题在此处\n\n■林小雨\n\n{TEXT}"
    source.save()
    for part, words in (("title", "题在此处"), ("byline", "■林小雨"), ("body", "甲地的产业正在升级。")):
        start = source.raw_text.index(words)
        Passage.objects.create(source=source, article=article, part=part, start=start, end=start + len(words))
    problem = finding(article, CURATED_DIFFERS, field=field, source=source, imported_text="别的")
    assert f"<mark>{marked}</mark>" in desk.get(url(problem)).content.decode()


def test_a_files_day_is_chosen_among_those_it_names(desk, article, source):
    said = "日期不一致：版面所印为“2025-03-10”，文件名为“2025-03-11”"
    problem = finding(None, IMPRINTS_DIFFER, said, source=source, answers=["2025-03-10", "2025-03-11"])
    desk.post(url(problem), opened(desk, problem) | {"text": ""} | pressed(desk, problem, 1))
    source.refresh_from_db()
    article.refresh_from_db()
    assert source.published_on == article.published_on == date(2025, 3, 11)
    assert source.origins["date"] == "curated"


def test_what_an_import_withdrew_is_published_again(desk, article):
    Article.objects.update(status="withdrawn")
    problem = finding(article, WITHDRAWN)
    desk.post(url(problem), pressed(desk, problem, 0))
    article.refresh_from_db()
    assert article.status == "published"


def test_what_somebody_changed_meanwhile_is_told_and_nothing_lost(desk, article):
    problem = finding(article, TITLE_INFERRED)
    form = opened(desk, problem)
    Article.objects.update(title="别人改的题目")
    page = desk.post(url(problem), form | {"text": "我改的题目", "save": ""})
    assert page.status_code == 200
    html = page.content.decode()
    assert "对方的是：别人改的题目" in html
    assert "我改的题目" in html
    assert now(problem)[0] == Problem.State.OPEN


def test_who_settles_second_is_told_once(desk, curator, article):
    problem = finding(article, TITLE_INFERRED)
    form = opened(desk, problem)
    desk.post(url(problem), form | {"dismiss": ""})
    page = desk.post(url(problem), form | {"text": "我改的题目", "save": ""})
    assert "wang在" in page.content.decode()
    article.refresh_from_db()
    assert article.title == "暂拟的题目"
    again = page.context["form"]
    sent = {name: again[name].value() for name in ("seen", "state", "text")}
    assert desk.post(url(problem), sent | {"save": ""}).status_code == 302
    article.refresh_from_db()
    assert article.title == "我改的题目"


def test_who_settled_a_finding_in_its_form_or_its_article_is_kept_too(desk, curator, article):
    problem = finding(article, JOIN_DOUBTFUL)
    desk.post(reverse("admin:articles_problem_change", args=[problem.pk]), {"state": "dismissed"})
    assert now(problem) == (Problem.State.DISMISSED, curator)
    desk.post(reverse("admin:articles_problem_change", args=[problem.pk]), {"state": "open"})
    assert now(problem) == (Problem.State.OPEN, None)


def test_what_one_settles_waits_for_another_where_two_are_to_look(desk, curator, client, article, settings):
    settings.SECOND_REVIEW = True
    problem = finding(article, TITLE_INFERRED)
    desk.post(url(problem), opened(desk, problem) | {"text": "真正的题目", "save": ""})
    article.refresh_from_db()
    assert (article.title, article.needs_review) == ("真正的题目", True)
    assert now(problem) == (Problem.State.SUBMITTED, curator)
    queue = reverse("admin:articles_problem_queue")
    assert "没有待处理" in desk.get(queue, follow=True).content.decode()  # it is another's to look at
    desk.post(url(problem), opened(desk, problem) | {"save": ""})
    assert now(problem) == (Problem.State.SUBMITTED, curator)
    other = User.objects.create_superuser("li")
    client.force_login(other)
    page = client.get(queue, follow=True)
    assert page.context["problem"] == problem
    assert "wang在" in page.context["settled"]
    client.post(url(problem), opened(client, problem) | {"return": ""})
    assert now(problem) == (Problem.State.OPEN, None)
    article.refresh_from_db()
    assert (article.title, article.title_origin, article.title_reason) == ("真正的题目", "inferred", "据首句")
    client.force_login(curator)
    again = client.get(url(problem))
    assert "依据：据首句" in again.content.decode()
    assert again.context["settled"].startswith("li退回了")
    client.post(url(problem), opened(client, problem) | {"save": ""})
    article.refresh_from_db()
    assert article.title_origin == "curated"
    client.force_login(other)
    client.post(url(problem), opened(client, problem) | {"save": ""})
    assert now(problem) == (Problem.State.RESOLVED, curator)
    assert problem.reviewed_by == other
    assert re.search("wang在.*标为“已处理”，li在.*复核", client.get(url(problem)).context["settled"])
    article.refresh_from_db()
    assert not article.needs_review


def test_articles_that_are_marked_as_reviewed_have_their_findings_settled(desk, curator, article, settings):
    problem, articles = finding(article, TITLE_INFERRED), reverse("admin:articles_article_changelist")
    chosen = {"action": "mark_reviewed", "_selected_action": [article.pk]}
    settings.SECOND_REVIEW = True
    assert "1 篇还待另一人复核" in desk.post(articles, chosen, follow=True).content.decode()
    assert now(problem) == (Problem.State.SUBMITTED, curator)
    settings.SECOND_REVIEW = False
    Problem.objects.update(state=Problem.State.OPEN)
    assert "1 篇标为已复核" in desk.post(articles, chosen, follow=True).content.decode()
    assert now(problem) == (Problem.State.RESOLVED, curator)
    article.refresh_from_db()
    assert not article.needs_review


def test_what_is_settled_in_an_articles_form_is_settled_as_in_the_queue(desk, curator, article):
    first = Article.objects.create(title="先印的", body=article.body)
    Article.objects.filter(pk=article.pk).update(duplicate_of=first)
    problem = finding(article, NEAR_DUPLICATE)
    page = reverse("admin:articles_article_change", args=[article.pk])
    desk.post(page, form_data(desk.get(page)) | {"problems-0-state": "dismissed", "_save": ""})
    article.refresh_from_db()
    assert now(problem) == (Problem.State.DISMISSED, curator)
    assert (article.duplicate_of, article.needs_review) == (None, False)


def test_what_another_is_to_confirm_is_not_said_to_be_done(desk, article, settings):
    settings.SECOND_REVIEW = True
    problem = finding(article, NEAR_DUPLICATE)
    shown = desk.post(url(problem), pressed(desk, problem, 1), follow=True).content.decode()
    assert "不是同一篇（待另一人复核）" in shown


@pytest.mark.parametrize("nul", ["%00", "%%0000"])
def test_what_is_asked_is_read_without_a_nul(desk, article, nul):
    problem = finding(article, TITLE_INFERRED)
    asked = f"{reverse('admin:articles_problem_queue')}?kind={TITLE_INFERRED}{nul}"
    assert desk.get(asked, follow=True).context["problem"] == problem
