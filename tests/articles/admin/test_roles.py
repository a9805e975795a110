"""What each role may do: an action or page that changes something asks for the right to change it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.urls import reverse
from django.urls.resolvers import RoutePattern

from articles.admin.base import RecordAdmin
from articles.models import Article, Author, ImportBatch, Problem, Theme, TrashItem
from articles.roles import EDITOR, MANAGER, rights_of
from articles.undoing.trash import move_to_trash
from tests.articles.admin.conftest import MADE, form_data

RECORD = [model for app in ("articles", "search") for model in apps.get_app_config(app).get_models()]
LISTED = [model for model in RECORD if model in admin.site._registry]


def person(*groups: str, rights: tuple[str, ...] = (), name: str = "li") -> User:
    user = User.objects.create_user(name, is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return user


@pytest.fixture
def reader(db) -> User:
    """Somebody who may look at everything and change nothing."""
    views = Permission.objects.filter(codename__startswith="view_").values_list("codename", flat=True)
    return person(rights=tuple(views))


def make(model) -> None:
    """A row of what no import makes."""
    if model in MADE:
        MADE[model]()


def everything() -> list[list[tuple[object, ...]]]:
    """All rows of the record and of the curators' words, histories and tables between two others too.

    As the database has them: to make each value one of Python's takes longer than a page that is tried.
    """
    tables = [
        model._meta
        for app in ("articles", "search")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    ]
    with connection.cursor() as cursor:
        return [
            cursor.execute(f'SELECT * FROM "{table.db_table}" ORDER BY "{table.pk.column}"').fetchall()  # noqa: S608
            for table in tables
        ]


def test_there_are_actions_to_try():
    named = {name for model in LISTED for name in admin.site._registry[model].actions}
    assert named >= {"withdraw", "publish", "mark_reviewed", "merge", "resolve", "take_imported", "put_back"}


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model.__name__)
def test_no_action_of_a_list_writes_for_a_reader(model, library, reader, client):
    client.force_login(reader)
    make(model)
    before = everything()
    rows = [str(pk) for pk in model.objects.values_list("pk", flat=True)[:3]]
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for action in [*admin.site._registry[model].actions, "delete_selected"]:
        client.post(url, {"action": action, "_selected_action": rows, "kept": rows[:1], "post": "yes"})
    assert everything() == before


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model.__name__)
def test_no_page_of_a_row_writes_for_a_reader(model, library, reader, client):
    client.force_login(reader)
    make(model)
    row = model.objects.first()
    if row is None:
        return
    before = everything()
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    for page, arguments in (("change", [row.pk]), ("delete", [row.pk]), ("add", [])):
        client.post(reverse(f"{name}_{page}", args=arguments), {"title": "x", "name": "x", "post": "yes"})
    assert everything() == before


BUTTONS = ("post", "confirm", "save", "dismiss", "drop", "cancel", "retry", "undo", "unmake", "apply")
PRESSED = dict.fromkeys(BUTTONS, "yes")
"""Every button of every page at once."""


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model.__name__)
def test_no_other_page_of_a_table_writes_for_a_reader(model, library, reader, client):
    client.force_login(reader)
    make(model)
    row = model.objects.first()
    before = everything()
    tried = 0
    for pattern in admin.site._registry[model].get_urls():
        names = set(pattern.pattern.converters)
        if (
            isinstance(pattern.pattern, RoutePattern)
            and pattern.name
            and names <= {"pk", "object_id"}
            and (row or not names)
        ):
            arguments = dict.fromkeys(names, row.pk) if row else {}
            client.post(reverse(f"admin:{pattern.name}", kwargs=arguments), PRESSED | {"answer": "0", "title": "x"})
            tried += 1
    assert tried > 1
    assert everything() == before


VERSIONED = [model for model in LISTED if isinstance(admin.site._registry[model], RecordAdmin)]


@pytest.mark.parametrize("is_there", [True, False], ids=["there", "deleted"])
@pytest.mark.parametrize("model", VERSIONED, ids=lambda model: model.__name__)
def test_an_old_version_is_brought_back_by_those_alone_who_may_change_the_row(model, is_there, library, reader, client):
    make(model)
    row = Author.objects.create(name="某人") if model is Author else model.objects.order_by("pk").first()
    field = next(name for name in ("title", "name", "section", "message", "note") if hasattr(row, name))
    setattr(row, field, "改过的")
    row.save()
    if not row.history.exists():  # a file's history is kept by whoever saves it as a person
        model.history.bulk_history_create([row])
    url = reverse(
        f"admin:{model._meta.app_label}_{model._meta.model_name}_simple_history", args=[row.pk, row.history.last().pk]
    )
    client.force_login(User.objects.create_superuser("wang"))
    data = form_data(client.get(url))
    if not is_there:
        move_to_trash(row, None) if model._meta.model_name in TrashItem.Kind.values else row.delete()
    before = everything()
    editor = person(EDITOR, name="bian")
    for other in (reader, editor):
        if is_there and other.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"):
            continue
        client.force_login(other)
        assert client.post(url, data).status_code in (302, 403, 404)
        assert everything() == before
    client.force_login(reader)
    assert client.post(url, data).status_code in (403, 404)


@pytest.mark.parametrize("model", VERSIONED, ids=lambda model: model.__name__)
@pytest.mark.parametrize("keys", [("abc",), ("9" * 30,), ("1", "abc"), ("_31", "1")])
def test_no_history_has_an_address_without_keys(model, keys, db, client):
    client.force_login(User.objects.create_superuser("wang"))
    view = "simple_history" if len(keys) > 1 else "history"
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}"
    for answer in (client.get(reverse(name, args=keys)), client.post(reverse(name, args=keys))):
        assert answer.status_code == 404


def test_a_list_asked_for_in_vain_says_so(library, client):
    client.force_login(User.objects.create_superuser("wang"))
    listed = reverse("admin:articles_article_changelist")
    for asked in ({"created_at__year": "99999"}, {"published_on__month": "0"}, {"created_at__day": "x"}):
        assert client.get(listed, asked).status_code == 302
    assert client.get(listed, {"created_at__year": "2026"}).status_code == 200
    before = everything()
    for action in ("publish", "withdraw", "mark_reviewed", "find_themes_again", "export_sheet", "change_many"):
        for chosen in ("abc", "9" * 30, "\0"):
            assert client.post(listed, {"action": action, "_selected_action": chosen}).status_code == 302
    assert everything() == before


def test_whoever_worked_here_is_not_deleted_and_others_are(library, client):
    client.force_login(person(MANAGER, name="zhu"))
    worked, idle = person(EDITOR, name="bian"), person(EDITOR, name="xin")
    article = Article.objects.first()
    article.title, article._history_user = "改过的题目", worked
    article.save()
    asked, done = (reverse("admin:auth_user_delete", args=[user.pk]) for user in (worked, idle))
    assert "请改为停用" in client.get(asked).content.decode()
    client.post(asked, {"post": "yes"})
    assert "User" not in client.get(done).content.decode().split("<h1>")[-1]
    assert client.post(done, {"post": "yes"}).status_code == 302
    assert list(User.objects.filter(username__in=["bian", "xin"])) == [worked]
    assert "delete_selected" not in client.get(reverse("admin:auth_user_changelist")).content.decode()


def test_a_reader_parts_no_author(library, reader, client):
    author = Author.objects.filter(authorships__isnull=False).first()
    client.force_login(reader)
    before = everything()
    response = client.post(
        reverse("admin:articles_author_split", args=[author.pk]),
        {"name": author.name, "distinction": "另一人", "share": author.authorships.first().pk, "_save": "yes"},
    )
    assert response.status_code == 403
    assert everything() == before


def test_an_editor_corrects_publishes_and_reviews(library, client):
    client.force_login(person(EDITOR))
    article = Article.objects.first()
    url = reverse("admin:articles_article_change", args=[article.pk])
    client.post(url, form_data(client.get(url)) | {"title": "编辑改的题目"})
    client.post(
        reverse("admin:articles_article_changelist"), {"action": "withdraw", "_selected_action": [str(article.pk)]}
    )
    problem = Problem.objects.filter(state=Problem.State.OPEN).first()
    client.post(
        reverse("admin:articles_problem_changelist"), {"action": "dismiss", "_selected_action": [str(problem.pk)]}
    )
    article.refresh_from_db()
    problem.refresh_from_db()
    assert (article.title, article.status) == ("编辑改的题目", Article.Status.WITHDRAWN)
    assert problem.state == Problem.State.DISMISSED


@pytest.mark.parametrize(
    ("role", "words", "users"), [(EDITOR, 403, 403), (MANAGER, 200, 200)], ids=["editor", "manager"]
)
def test_only_a_manager_edits_taxonomy_words_and_users(library, client, role, words, users):
    client.force_login(person(role))
    for page in ("articles_theme_add", "articles_column_add", "search_synonymgroup_add", "search_dictionaryterm_add"):
        assert client.get(reverse(f"admin:{page}")).status_code == words
    assert client.get(reverse("admin:auth_user_add")).status_code == users


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("articles_trashitem", "您的角色不能恢复删除的内容；管理员可以。"),
        ("articles_column", "您的角色不能新建栏目、修改栏目、删除栏目；管理员可以。"),
        ("articles_article", "您的角色不能删除文章；管理员可以。"),
        ("articles_termcensus", ""),  # what nobody changes
    ],
)
def test_a_page_says_what_a_role_may_not_and_who_may(client, db, page, said):
    client.force_login(person(EDITOR))
    shown = client.get(reverse(f"admin:{page}_changelist")).content.decode()
    assert said in shown
    client.force_login(person(MANAGER, name="zhao"))
    assert "您的角色不能" not in client.get(reverse(f"admin:{page}_changelist")).content.decode()
    assert said or "您的角色不能" not in shown


def test_only_the_page_of_somebody_elses_batch_says_who_may_undo_it(client, db):
    editor = person(EDITOR)
    client.force_login(editor)
    for by, said in ((editor, False), (None, True)):
        batch = ImportBatch.objects.create(kind=ImportBatch.Kind.UPLOAD, state=ImportBatch.State.DONE, by=by)
        page = client.get(reverse("admin:articles_importbatch_change", args=[batch.pk])).content.decode()
        assert ("您的角色不能撤销别人的导入" in page) == said


def test_a_user_is_given_one_of_two_roles_and_single_rights_are_folded_away(db, client):
    client.force_login(User.objects.create_superuser("wang"))
    shown = client.get(reverse("admin:auth_user_change", args=[person(EDITOR).pk])).content.decode()
    roles, _, rights = shown.partition("单项权限")
    assert roles.count('name="groups"') == 2
    assert 'name="user_permissions"' not in roles
    assert "文章：修改" in rights
    assert "Can " not in shown
    client.force_login(person(MANAGER, name="zhao"))
    for url in (
        reverse("admin:auth_user_changelist"),
        reverse("admin:auth_user_change", args=[User.objects.get(username="li").pk]),
    ):
        assert "user_permissions" not in client.get(url).content.decode()
    role = reverse("admin:auth_group_change", args=[Group.objects.get(name=EDITOR).pk])
    assert "文章：查看、新建、修改" in client.get(role).content.decode()


def test_every_right_of_a_role_is_one_that_exists(db):
    for role in (EDITOR, MANAGER):
        given = Group.objects.get(name=role).permissions.values_list("content_type__app_label", "codename")
        assert sorted(given) == sorted(rights_of(role))


def test_a_manager_makes_no_superuser_and_changes_none(db, client):
    chief = User.objects.create_superuser("wang")
    manager = person(MANAGER)
    client.force_login(manager)
    own = reverse("admin:auth_user_change", args=[manager.pk])
    data = form_data(client.get(own))
    client.post(own, data | {"is_superuser": "on"})
    client.post(reverse("admin:auth_user_change", args=[chief.pk]), {"username": "taken"})
    client.post(reverse("admin:auth_user_delete", args=[chief.pk]), {"post": "yes"})
    manager.refresh_from_db()
    assert not manager.is_superuser
    assert User.objects.filter(username="wang", is_superuser=True).exists()


def test_a_user_made_in_the_admin_may_sign_in(admin_client):
    typed = "long-enough-for-anybody"
    made = {"username": "new", "usable_password": "true", "password1": typed, "password2": typed}
    admin_client.post(reverse("admin:auth_user_add"), made)
    assert User.objects.get(username="new").is_staff


def test_who_may_not_change_a_theme_sees_its_words(library, client):
    client.force_login(person(EDITOR))
    theme = Theme.objects.get(name="体育产业")
    Theme.objects.filter(pk=theme.pk).update(terms=["县域经济", "民宿"], term_weights={"县域经济": 5.0})
    shown = client.get(reverse("admin:articles_theme_change", args=[theme.pk])).content.decode()
    assert "词语" in shown
    assert "县域经济 5" in shown
    assert "Term lines" not in shown


def test_a_refused_editor_is_told_whom_to_ask_and_led_back(client, db):
    client.force_login(person(EDITOR))
    refused = client.get(reverse("admin:articles_theme_add"))
    assert refused.status_code == 403
    assert "请找管理员" in refused.content.decode()
    assert f'<li><a href="{reverse("admin:index")}">编者工作台</a></li>' in refused.content.decode()
