"""What follows from any change to the record: names keep their pinyin, changes are told, histories begin."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from simple_history.signals import pre_create_historical_record

from articles.changes import mark_changed
from articles.curating.addresses import note_new_keys
from articles.curating.history import keep_baseline, note_reason
from articles.models import Article, Author, Authorship, Column, Feature, Organisation, Problem, Theme, ThemeAssignment
from articles.people.organisation_rows import name_organisations
from articles.people.organisations import DEEPEST
from articles.people.pinyin import person_pinyin, pinyin, slug

# What of an author, a column, a theme or a feature an article can be found by.
_FOUND_BY = frozenset({"name", "name_en", "aliases", "pinyin", "initials", "title", "editor_note", "slug"})
_WITH_HISTORY = (Article, Author, Authorship, Column, Feature, Organisation, Problem, Theme, ThemeAssignment)


def connect() -> None:
    """Connect every receiver; once, when the app is ready."""
    pre_create_historical_record.connect(note_reason, dispatch_uid="note_reason")
    for model in _WITH_HISTORY:
        _on(pre_save, keep_baseline, model)
    for model in (Column, Theme):
        _on(pre_save, keep_names, model)
        _on(pre_save, note_new_keys, model)
    _on(pre_save, keep_author_pinyin, Author)
    _on(pre_save, keep_former_name, Author)
    _on(pre_save, keep_organisation_pinyin, Organisation)
    _on(pre_save, note_new_keys, Organisation)
    _on(post_save, tell_articles_signed_from, Organisation)
    _on(post_save, read_affiliation, Authorship)
    for signal in (post_save, post_delete):
        _on(signal, tell_article, Article)
        _on(signal, tell_article_of_row, Authorship)
        _on(signal, tell_article_of_row, ThemeAssignment)
    for model in (Author, Column, Theme, Feature):
        _on(post_save, tell_articles_named_by, model)
        _on(pre_delete, tell_articles_named_by, model)


def _on(signal: models.signals.ModelSignal, receiver: Any, model: type[models.Model]) -> None:
    signal.connect(receiver, sender=model, dispatch_uid=f"{receiver.__name__}:{model.__name__}")


def keep_names(sender: type[Column] | type[Theme], instance: Column | Theme, **_: Any) -> None:
    """A column or theme has the pinyin of its name, and a short name for its address: another, where it comes back,
    with the key that it had, and somebody has taken it.
    """
    instance.pinyin = pinyin(instance.name)[:200]
    others = sender.objects.exclude(pk=instance.pk)
    comes_back = instance._state.adding and instance.pk is not None
    if not instance.slug or (comes_back and others.filter(slug=instance.slug).exists()):
        instance.slug = slug(instance.name, others.values_list("slug", flat=True))


def keep_author_pinyin(sender: type[Author], instance: Author, **_: Any) -> None:
    pinyin, initials = person_pinyin(instance.name, instance.sounds)
    instance.pinyin, instance.initials = pinyin[:200], initials[:50]


def keep_former_name(sender: type[Author], instance: Author, raw: bool, **_: Any) -> None:
    """Whoever is renamed is still meant where the former name is printed: it becomes another name of theirs."""
    if raw or instance._state.adding:
        return
    instance.aliases = [name for name in instance.aliases if name != instance.name]
    former = Author.objects.filter(pk=instance.pk).values_list("name", flat=True).first()
    if former in (None, instance.name, *instance.aliases):
        return
    if instance.authorships.filter(printed_as=former).exists():
        instance.aliases = [*instance.aliases, str(former)]


def keep_organisation_pinyin(sender: type[Organisation], instance: Organisation, **_: Any) -> None:
    instance.pinyin = pinyin(instance.name)[:400]


def read_affiliation(sender: type[Authorship], instance: Authorship, raw: bool, **_: Any) -> None:
    """An authorship has the organisations that its affiliation names, whoever wrote it."""
    if not raw:
        name_organisations([instance])


def tell_article(sender: type[Article], instance: Article, **_: Any) -> None:
    mark_changed([instance.pk])


def tell_article_of_row(sender: type[models.Model], instance: Authorship | ThemeAssignment, **_: Any) -> None:
    mark_changed([instance.article_id])


def tell_articles_signed_from(
    sender: type[Organisation], instance: Organisation, created: bool, raw: bool, **_: Any
) -> None:
    """The articles signed from an organisation, or from a part of it, change when it does."""
    if not (created or raw):
        below = Q()
        for depth in range(DEEPEST):
            below |= Q(**{f"organisations{'__parent' * depth}": instance})
        mark_changed(Authorship.objects.filter(below).values_list("article_id", flat=True))


def tell_articles_named_by(
    sender: type[models.Model],
    instance: Author | Column | Theme | Feature,
    update_fields: frozenset[str] | None = None,
    created: bool = False,
    **_: Any,
) -> None:
    """The articles of an author, column, theme or feature change when its name does, or when it goes."""
    if created or (update_fields is not None and _FOUND_BY.isdisjoint(update_fields)):
        return
    mark_changed(instance.articles.values_list("pk", flat=True))
