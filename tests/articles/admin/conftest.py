"""A curator signed in to the admin of the sixteen seed articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from articles.curating.merging import merge_rows
from articles.models import Article, Author, Merge, TrashItem
from articles.undoing.trash import move_to_trash
from search.models import DictionaryTerm


@pytest.fixture
def curator(db) -> User:
    return User.objects.create_superuser("wang")


@pytest.fixture
def desk(curator, client) -> Client:
    """The curator's browser."""
    client.force_login(curator)
    return client


@pytest.fixture
def first_article(library) -> Article:
    """《协同打造成渝地区双城经济圈优势产业集群》，朱旭森."""
    return Article.objects.get(authors__name="朱旭森")


@pytest.fixture
def run_worker(settings, tmp_path, monkeypatch) -> Callable[[], object]:
    """Does what waits in the background, as the worker does it, on the connection that holds the test's transaction."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)  # PostgreSQL's would be closed in it
    return lambda: call_command("run_worker", once=True)


@pytest.fixture
def work(run_worker) -> Callable[[], None]:
    """The same, where no task is to fail."""

    def run() -> None:
        run_worker()
        assert [failed.traceback for failed in DBTaskResult.objects.failed()] == []

    return run


MADE: dict[Any, Callable[[], Any]] = {
    Merge: lambda: merge_rows(Author.objects.all()[0], Author.objects.all()[1:2]),
    TrashItem: lambda: move_to_trash(Article.objects.all()[0], None),
    DictionaryTerm: lambda: DictionaryTerm.objects.create(term="巴渝和美乡村"),
}
"""What no import makes."""


def form_data(response: Any) -> dict[str, Any]:
    """What a browser would send back of an admin form as it was shown."""
    data: dict[str, Any] = {}
    admin_form = response.context["adminform"].form
    forms = [(admin_form, admin_form.fields)]
    for formset in response.context.get("inline_admin_formsets") or []:  # a history form has none
        management = formset.formset.management_form
        forms.append((management, management.fields))
        forms += [(form, form.fields) for form in formset.formset.initial_forms]
    for form, fields in forms:
        for name in fields:
            value = form[name].value()
            if value is None or value is False:
                continue
            widget_value = value.isoformat() if hasattr(value, "isoformat") else value
            data[form.add_prefix(name)] = "on" if widget_value is True else widget_value
    return data
