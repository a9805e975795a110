"""Every address and every action of the admin, with each role: what is added without being named here fails."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db import models
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.views.generic import RedirectView

from articles.models import BatchFile, ImportBatch
from articles.roles import EDITOR, MANAGER
from tests.articles.admin.conftest import MADE
from tests.articles.admin.test_roles import person

pytestmark = pytest.mark.django_db

READER = "查看"  # who has the right to look at everything, and no role
ROLES = (READER, EDITOR, MANAGER)
ALL, CURATORS, MANAGERS, NOBODY = {*ROLES}, {EDITOR, MANAGER}, {MANAGER}, set[str]()
VIEWS: dict[str, tuple[set[str], set[str]]] = {
    "articles_importbatch_upload": (CURATORS, CURATORS),
    "articles_importbatch_preview": (ALL, ALL),  # shows what is sent or not; it stores nothing
    "articles_importbatch_undo": (MANAGERS, MANAGERS),  # of somebody else's
    "articles_importbatch_act": (NOBODY, MANAGERS),  # of somebody else's
    "articles_article_sheet": (CURATORS, CURATORS),
    "articles_article_status": (NOBODY, CURATORS),
    "articles_trashitem_restore": (NOBODY, MANAGERS),
    "articles_author_merge": (CURATORS, CURATORS),
    "articles_author_split": (CURATORS, CURATORS),
    "articles_column_merge": (MANAGERS, MANAGERS),
    "articles_column_split": (MANAGERS, MANAGERS),
    "articles_theme_merge": (MANAGERS, MANAGERS),
    "articles_theme_split": (MANAGERS, MANAGERS),
    "articles_organisation_merge": (MANAGERS, MANAGERS),
    "articles_organisation_split": (MANAGERS, MANAGERS),
    "articles_merge_undo": (CURATORS, CURATORS),  # of authors
    "articles_problem_queue": (ALL, ALL),  # leads to the first finding, whatever is sent
    "articles_problem_finding": (ALL, CURATORS),
    "articles_sourcedocument_repair": (ALL, CURATORS),
    "auth_user_password_change": (MANAGERS, MANAGERS),
    "search_theme_candidates": (MANAGERS, MANAGERS),
}
"""Of each view that is not Django's own: who may open it, and who may send it a form."""
DJANGOS = {
    "index", "login", "logout", "password_change", "password_change_done", "autocomplete", "jsi18n", "view_on_site",
    "app_list",
}  # fmt: skip
USUAL = {"changelist": "view", "add": "add", "history": "view", "delete": "delete", "change": "change"}
"""What each view of a kind of rows asks the right for; `simple_history` is the form of an old version."""
ONLY_LOOK = {"export_sheet", "export_workbook"}


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern)
        else:
            yield pattern


def admins_patterns() -> list[URLPattern]:
    resolvers = [found for found in get_resolver().url_patterns if isinstance(found, URLResolver)]
    return [pattern for found in resolvers if found.namespace == "admin" for pattern in patterns(found)]


def usual_views() -> Iterator[tuple[type[models.Model], str, str]]:
    """(model, its view's name, the right that it asks for)."""
    for model in admin.site._registry:
        for view, right in USUAL.items():
            yield model, f"{model._meta.app_label}_{model._meta.model_name}_{view}", right


@pytest.fixture
def clients(library) -> dict[str, Client]:
    for make in MADE.values():
        make()
    batch = ImportBatch.objects.create(kind=ImportBatch.Kind.UPLOAD, state=ImportBatch.State.DRAFT)
    BatchFile.objects.create(batch=batch, name="页.txt", content="题目\n正文。".encode())
    views = Permission.objects.filter(codename__startswith="view_").values_list("codename", flat=True)
    people = {READER: person(rights=tuple(views)), **{role: person(role, name=role) for role in (EDITOR, MANAGER)}}
    clients = {role: Client() for role in people}
    for role, client in clients.items():
        client.force_login(people[role])
    return clients


def address_of(pattern: URLPattern) -> str:
    """Of some row that is there; its address takes one key at most."""
    model = next((m for m, name, _ in usual_views() if (pattern.name or "").startswith(name.rpartition("_")[0])), None)
    if pattern.name == "articles_importbatch_preview":
        model = BatchFile
    rows = model._default_manager.order_by("-pk") if model else None
    row = rows.first() if rows is not None else None
    return reverse(f"admin:{pattern.name}", kwargs=dict.fromkeys(pattern.pattern.converters, row.pk if row else 1))


def test_every_address_of_the_admin_is_named_here():
    named = {pattern.name for pattern in admins_patterns() if pattern.name}
    versions = {name for name in named if name.endswith("_simple_history")}
    assert named - versions - DJANGOS == {*VIEWS, *(name for _, name, _ in usual_views())}
    unnamed = [pattern for pattern in admins_patterns() if not pattern.name]
    assert all(
        getattr(pattern.callback, "view_class", None) is RedirectView or "catch_all" in pattern.callback.__qualname__
        for pattern in unnamed
    )


def test_every_view_of_ours_opens_and_takes_forms_for_those_who_may_and_for_nobody_else(clients):
    found = {}
    for pattern in admins_patterns():
        if pattern.name in VIEWS:
            url = address_of(pattern)
            found[pattern.name] = tuple(
                {role for role, client in clients.items() if getattr(client, method)(url).status_code in (200, 302)}
                for method in ("get", "post")
            )
    assert found == VIEWS


def test_the_usual_views_take_forms_from_those_alone_whose_role_has_the_right(clients):
    wrong = []
    for model, name, right in usual_views():
        [pattern] = [pattern for pattern in admins_patterns() if pattern.name == name]
        if pattern.pattern.converters and not model._default_manager.exists():
            continue
        url = address_of(pattern)
        for role, client in clients.items():
            user = User.objects.get(pk=client.session["_auth_user_id"])
            may = user.has_perm(f"{model._meta.app_label}.{right}_{model._meta.model_name}")
            if not may and client.post(url).status_code != 403:
                wrong.append((role, name))
    assert wrong == []


def test_nobody_opens_anything_without_signing_in(library, client):
    open_to_all = {"login", "logout", "jsi18n"}
    found = set()
    for pattern in admins_patterns():
        if pattern.name and not pattern.name.endswith("_simple_history") and pattern.name != "app_list":
            kwargs = dict.fromkeys(pattern.pattern.converters, 1)
            answer = client.get(reverse(f"admin:{pattern.name}", kwargs=kwargs))
            if not (answer.status_code == 302 and answer["Location"].startswith(reverse("admin:login"))):
                found.add(pattern.name)
    assert found <= open_to_all


def test_every_action_asks_for_a_right_and_is_offered_to_those_alone_who_have_it(clients):
    looking: set[str] = set()
    offered: dict[str, set[str]] = {role: set() for role in ROLES}
    registered: dict[type[models.Model], Any] = dict(admin.site._registry)
    for model, model_admin in registered.items():
        for function, name, _ in model_admin._get_base_actions():
            asked = set(getattr(function, "allowed_permissions", ()))
            assert asked, f"{name} of {model.__name__} asks for no right"
            if asked == {"view"}:
                looking.add(name)
        for role, client in clients.items():
            request = RequestFactory().get("/")
            request.user = User.objects.get(pk=client.session["_auth_user_id"])
            offered[role] |= {f"{model.__name__}.{name}" for name in model_admin.get_actions(request)}
    assert looking == ONLY_LOOK
    assert {name.partition(".")[2] for name in offered[READER]} == ONLY_LOOK
    more = offered[MANAGER] - offered[EDITOR]
    assert {name for name in more if not name.endswith(".delete_selected")} == {
        "Column.merge", "Theme.merge", "Organisation.merge", "TrashItem.put_back", "User.unlock",
    }  # fmt: skip
    assert not [name for name in offered[EDITOR] if name.endswith(".delete_selected")]
