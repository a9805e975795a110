"""What a curator changes stays changed, is marked as theirs, and can be undone."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.curating.field_values import plain_value
from articles.integrity import check_library
from articles.models import Article, Author, Authorship, CuratedField, Problem, Theme, ThemeAssignment
from tests.articles.admin.conftest import form_data


def edit(desk, article, **changes) -> None:
    """Open the article's form, change these fields, save."""
    url = reverse("admin:articles_article_change", args=[article.pk])
    data = form_data(desk.get(url)) | changes
    response = desk.post(url, data)
    assert response.status_code == 302, response.context["errors"]
    article.refresh_from_db()


def marks(article) -> set[str]:
    return set(article.curated_fields.values_list("field", flat=True))


def test_saving_a_form_unchanged_marks_nothing(desk, first_article):
    edit(desk, first_article)
    assert marks(first_article) == set()
    assert first_article.curated_fields.count() == 0


def test_a_changed_field_is_marked_with_who_and_what_was_imported(desk, curator, first_article):
    before = first_article.title
    edit(desk, first_article, title="协同打造优势产业集群")
    assert first_article.title == "协同打造优势产业集群"
    mark = CuratedField.objects.get(article=first_article, field="title")
    assert (mark.curated_by, mark.imported) == (curator, before)
    assert marks(first_article) == {"title", "title_origin", "title_reason"}


def test_the_body_is_edited_as_text(desk, first_article):
    edit(desk, first_article, body="第一段。\n\n## 小标题\n\n第二段。")
    assert first_article.body == [
        {"kind": "paragraph", "text": "第一段。"},
        {"kind": "heading", "text": "小标题"},
        {"kind": "paragraph", "text": "第二段。"},
    ]
    assert marks(first_article) == {"body"}


def test_a_body_that_cannot_be_read_is_refused_in_chinese(desk, first_article):
    url = reverse("admin:articles_article_change", args=[first_article.pk])
    page = desk.post(url, form_data(desk.get(url)) | {"body": "### 三级标题\n\n正文"})
    assert page.status_code == 200
    assert "小标题写作“## 小标题”" in page.content.decode()


def test_an_empty_body_is_refused(desk, first_article):
    url = reverse("admin:articles_article_change", args=[first_article.pk])
    page = desk.post(url, form_data(desk.get(url)) | {"body": "  \n"})
    assert "body" in page.context["adminform"].form.errors


def test_ticking_restore_brings_back_what_was_imported(desk, first_article):
    before = first_article.body
    edit(desk, first_article, body="改写的一段。")
    edit(desk, first_article, restore=["body"])
    assert first_article.body == before
    assert marks(first_article) == set()


def test_changed_authors_are_marked_and_can_be_restored(desk, first_article):
    row = first_article.authorships.get()
    edit(desk, first_article, **{"authorships-0-affiliation": "重庆大学"})
    assert Authorship.objects.get(pk=row.pk).affiliation == "重庆大学"
    assert marks(first_article) == {"authors"}
    edit(desk, first_article, restore=["authors"])
    assert first_article.authorships.get().affiliation == row.affiliation
    assert marks(first_article) == set()


def test_an_old_version_can_be_brought_back_and_is_marked(desk, first_article):
    before = first_article.title
    edit(desk, first_article, title="第一次改题")
    edit(desk, first_article, title="第二次改题")
    oldest, first, _ = first_article.history.order_by("history_date", "history_id")
    assert oldest.title == before
    url = reverse("admin:articles_article_simple_history", args=[first_article.pk, first.pk])
    assert desk.post(url, form_data(desk.get(url))).status_code == 302
    first_article.refresh_from_db()
    assert first_article.title == "第一次改题"
    assert "title" in marks(first_article)


def test_the_history_compares_versions_and_names_who_made_them(desk, first_article):
    edit(desk, first_article, title="改过的题目")
    html = desk.get(reverse("admin:articles_article_history", args=[first_article.pk])).content.decode()
    assert "改过的题目" in html
    assert "wang" in html
    assert "<del>" in html


def test_lists_with_a_null_character_are_refused_each_by_its_name(desk, first_article):
    fields = ("body", "keywords", "lead", "boxes", "references", "funding")
    url = reverse("admin:articles_article_change", args=[first_article.pk])
    answer = desk.post(url, {**form_data(desk.get(url)), **dict.fromkeys(fields, "甲\0乙")})
    errors = answer.context["adminform"].form.errors
    assert [field for field in fields if "空字符" in str(errors.get(field))] == list(fields)
    kept = Article.objects.get(pk=first_article.pk)
    assert [field for field in fields if "\0" in str(plain_value(kept, field))] == []


def test_the_same_byline_twice_is_refused_by_the_forms_own_names(desk, first_article):
    url = reverse("admin:articles_article_change", args=[first_article.pk])
    row = first_article.authorships.get()
    given = form_data(desk.get(url)) | {"authorships-TOTAL_FORMS": "2"}
    given |= {"authorships-1-author": row.author_id, "authorships-1-role": row.role, "authorships-1-position": "1"}
    page = desk.post(url, given).content.decode()
    assert "作者、身份都相同的署名只能有一条" in page
    assert first_article.authorships.count() == 1


def test_a_removed_theme_stays_removed(desk, first_article):
    row = first_article.theme_assignments.get(theme__name="科技创新")
    prefix = theme_prefix(desk, first_article, row)
    edit(desk, first_article, **{f"{prefix}-removed": "on"})
    row.refresh_from_db()
    assert row.removed
    edit(desk, first_article, title="改题之后主题重新判定")
    assert "科技创新" not in {r.theme.name for r in first_article.theme_assignments.kept()}


def test_an_added_theme_is_a_persons_and_stays(desk, first_article):
    theme = Theme.objects.get(name="体育产业")
    count = first_article.theme_assignments.count()
    edit(
        desk,
        first_article,
        **{"theme_assignments-TOTAL_FORMS": count + 1, f"theme_assignments-{count}-theme": theme.pk},
    )
    row = ThemeAssignment.objects.get(article=first_article, theme=theme)
    assert row.origin == ThemeAssignment.Origin.PERSON
    edit(desk, first_article, title="又改一次")
    assert ThemeAssignment.objects.kept().filter(pk=row.pk).exists()


def theme_prefix(desk, article, row) -> str:
    page = desk.get(reverse("admin:articles_article_change", args=[article.pk]))
    forms = page.context["inline_admin_formsets"][1].formset.initial_forms
    return next(form.prefix for form in forms if form.instance.pk == row.pk)


def act(desk, model: str, action: str, rows, **more):
    data = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return desk.post(reverse(f"admin:articles_{model}_changelist"), data)


def test_withdrawing_is_marked_like_any_change(desk, first_article):
    act(desk, "article", "withdraw", [first_article])
    first_article.refresh_from_db()
    assert first_article.status == Article.Status.WITHDRAWN
    assert marks(first_article) == {"status"}


def test_settling_the_last_problem_takes_the_article_out_of_the_queue(desk, first_article):
    assert first_article.needs_review
    act(desk, "problem", "resolve", first_article.problems.all())
    first_article.refresh_from_db()
    assert not first_article.needs_review
    assert not first_article.problems.filter(state=Problem.State.OPEN).exists()
    act(desk, "problem", "reopen", first_article.problems.all())
    first_article.refresh_from_db()
    assert first_article.needs_review


def test_a_problem_can_be_dismissed_on_its_own_page(desk, first_article):
    problem = first_article.problems.first()
    url = reverse("admin:articles_problem_change", args=[problem.pk])
    desk.post(url, {"state": "dismissed"})
    problem.refresh_from_db()
    assert problem.state == Problem.State.DISMISSED


def test_many_are_withdrawn_with_as_few_questions_as_some_and_each_can_be_undone(desk, curator, first_article):
    asked = []
    for chosen in (Article.objects.all()[:2], Article.objects.exclude(status=Article.Status.WITHDRAWN)):
        with CaptureQueriesContext(connection) as queries:
            act(desk, "article", "withdraw", list(chosen))
        asked.append(len(queries))
    assert asked[1] <= asked[0] + 2
    for article in Article.objects.all():
        withdrawn, imported, *_ = article.history.all()
        assert (withdrawn.status, withdrawn.history_user) == (Article.Status.WITHDRAWN, curator)
        assert (imported.status, imported.history_user) == (Article.Status.PUBLISHED, None)
        assert imported.history_date < withdrawn.history_date
        assert article.curated_fields.get().imported == Article.Status.PUBLISHED
    edit(desk, first_article, restore=["status"])
    assert first_article.status == Article.Status.PUBLISHED


def test_thousands_are_withdrawn_as_a_batch_in_the_background(desk, library, work, monkeypatch):
    monkeypatch.setattr("articles.admin.desk.bulk.AT_ONCE", 2)
    keys = list(Article.objects.published().values_list("pk", flat=True))
    url = reverse("admin:articles_article_changelist")
    chosen = {"action": "withdraw", "_selected_action": keys}
    assert "正在后台修改" in desk.post(url, chosen, follow=True).content.decode()
    assert Article.objects.published().count() == len(keys)
    work()
    assert not Article.objects.published().exists()
    chosen = {"action": "find_themes_again", "_selected_action": keys}
    assert "正在后台" in desk.post(url, chosen, follow=True).content.decode()
    work()


def test_publishing_again_keeps_what_the_import_had_said(desk, first_article):
    act(desk, "article", "withdraw", [first_article])
    act(desk, "article", "publish", [first_article])
    assert first_article.curated_fields.get(field="status").imported == Article.Status.PUBLISHED
    assert first_article.history.count() == 3


def test_what_was_imported_is_named_as_the_form_names_it(desk, first_article):
    edit(desk, first_article, title="协同打造优势产业集群")
    mark = CuratedField.objects.get(article=first_article, field="title_origin")
    pages = [
        reverse("admin:articles_article_change", args=[first_article.pk]),
        reverse("admin:articles_curatedfield_changelist"),
        reverse("admin:articles_curatedfield_change", args=[mark.pk]),
    ]
    for page in pages:
        shown = desk.get(page).content.decode()
        assert "标题来历" in shown
        assert ">printed<" not in shown
        assert "导入所得：printed" not in shown
    listed = desk.get(pages[1], {"field": "title_origin"}).content.decode()
    assert ">title_origin<" not in listed
    assert "原题" in listed


def test_a_printed_title_that_a_person_corrects_is_said_to_be_theirs(desk, first_article, client):
    assert first_article.title_origin == "printed"
    edit(desk, first_article, title="协同打造优势产业集群")
    assert first_article.title_origin == "curated"
    assert "题名已核定" in client.get(first_article.get_absolute_url()).content.decode()


def test_a_form_counts_places_from_one(desk, first_article):
    page = desk.get(reverse("admin:articles_article_change", args=[first_article.pk])).content.decode()
    assert f"第 {first_article.position + 1} 篇" in page
    assert "小的在前，0 是第一位" in page


def test_who_came_from_an_articles_page_goes_back_to_it(desk, first_article):
    page = first_article.get_absolute_url()
    url = f"{reverse('admin:articles_article_change', args=[first_article.pk])}?from=page"
    assert f'href="{url}"' in desk.get(page).content.decode()
    assert desk.post(url, form_data(desk.get(url)))["Location"] == page
    plain = url.partition("?")[0]
    assert desk.post(plain, form_data(desk.get(plain)))["Location"] == reverse("admin:articles_article_changelist")


def test_the_latest_imported_stand_first_among_those_that_wait(desk, library):
    Article.objects.update(needs_review=False)
    first = Article.objects.order_by("pk")[0]
    Article.objects.filter(pk=first.pk).update(needs_review=True)
    listed = desk.get(reverse("admin:articles_article_changelist")).context["cl"].result_list
    keys = [article.pk for article in listed]
    assert keys == [first.pk, *sorted(keys[1:], reverse=True)]


def test_settling_a_finding_in_the_form_marks_no_byline(desk, first_article):
    Problem.objects.create(article=first_article, code="join-doubtful", message="x")
    edit(desk, first_article, **{"problems-0-state": Problem.State.RESOLVED})
    assert marks(first_article) == set()


def test_a_tick_for_review_stays_though_the_last_finding_is_settled_in_the_same_form(desk, first_article):
    Article.objects.filter(pk=first_article.pk).update(needs_review=False)
    Problem.objects.create(article=first_article, code="join-doubtful", message="x")
    edit(desk, first_article, **{"problems-0-state": Problem.State.DISMISSED, "needs_review": "on"})
    first_article.refresh_from_db()
    assert first_article.needs_review


def test_who_takes_the_only_byline_and_column_away_leaves_a_sound_library(desk, first_article):
    edit(desk, first_article, **{"column": "", "authorships-0-DELETE": "on"})
    assert list(check_library()) == []


def test_who_names_another_author_and_takes_it_back_leaves_a_sound_library(desk, first_article):
    other = Author.objects.create(name="旁人甲")
    Author.history.all().delete()  # as an import makes one
    edit(desk, first_article, **{"authorships-0-author": str(other.pk)})
    assert [byline.author for byline in first_article.authorships.all()] == [other]
    assert list(check_library()) == []
    edit(desk, first_article, restore=["authors"])
    assert other not in [byline.author for byline in first_article.authorships.all()]
    assert list(check_library()) == []
