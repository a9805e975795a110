"""Edit conflicts: whoever saves a record second is shown what the first person changed, and loses nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property

from articles.admin.fields import key_in

_SHOWN = 2_000  # characters of a text that the other person wrote
SEEN = "seen"


class KeyTolerantAutocomplete(AutocompleteSelect):
    """An autocomplete that shows no choice for a value that is no key; Django's own raises ValueError."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        return super().optgroups(name, [key for key in value if key_in(str(key)) is not None], attr)


class VersionedMixin:
    """A mixin for a ModelAdmin or inline whose forms are VersionedForms: adds their hidden field `seen`."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        model_admin: Any = self
        if db_field.name in model_admin.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KeyTolerantAutocomplete(db_field, model_admin.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]  # a mixin

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)  # type: ignore[misc]  # a mixin
        if obj is None or not self.has_change_permission(request, obj):  # type: ignore[attr-defined]
            return fieldsets
        (title, options), *others = fieldsets
        return [(title, options | {"fields": [*options["fields"], SEEN]}), *others]


class VersionedForm(forms.ModelForm):
    """A record's form that detects edits made since it was opened: `seen` holds the hashes of its fields at that time.

    Where a stored field differs by now, nothing is saved: the form comes back with what was typed, with what only the
    other person changed filled in, and with the other person's text beside each field that both changed. Saved again,
    it is stored as shown. No model needs a version column, so every record's form can be one, inlines too.
    """

    seen = forms.CharField(label="打开时的样子", widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row_in_words = ""  # what messages call it; nothing: the record itself
        self.note_seen()

    def note_seen(self) -> None:
        """Hash the fields as they stand; again, by a form that adds one of its own."""
        if self.instance.pk:
            self.initial[SEEN] = json.dumps({name: _hash(self._stored(name)) for name in self._watched()})

    @cached_property
    def changed_data(self) -> list[str]:
        """The changed fields, without `seen`, which is no field of the record."""
        return [name for name in super().changed_data if name != SEEN]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk and self.cleaned_data.get(SEEN):
            seen = self._read_seen(self.cleaned_data[SEEN])
            changed = [name for name in self._watched() if name in seen and _hash(self._stored(name)) != seen[name]]
            if changed:
                self._resolve_or_report(changed, seen)
        return cleaned

    def _watched(self) -> list[str]:
        """The fields that a person can change and whose stored value is known."""
        return [name for name, field in self.fields.items() if name in self.initial and not _is_uncompared(name, field)]

    def _stored(self, name: str) -> str:
        return _plain(self.fields[name].prepare_value(self.initial[name]))

    def _read_seen(self, text: str) -> dict[str, str]:
        try:
            seen = json.loads(text)
        except ValueError as error:
            raise ValidationError("这一页的表单不完整，请重新打开。") from error
        if not isinstance(seen, dict):
            raise ValidationError("这一页的表单不完整，请重新打开。")
        return seen

    def _resolve_or_report(self, changed: list[str], seen: dict[str, str]) -> None:
        differ = [name for name in changed if self.fields[name].has_changed(self.initial[name], self[name].data)]
        if not differ:
            return  # both wrote the same
        theirs = [name for name in differ if self._is_as_opened(name, seen[name])]
        typed: Any = self.data
        self.data = data = typed.copy()
        data[self.add_prefix(SEEN)] = self.initial[SEEN]
        for name in theirs:
            self._fill_in_stored(data, name)
        self.add_error(None, self._conflict_message(theirs))
        for name in set(differ) - set(theirs):
            self.add_error(name, f"对方的是：{self._stored_in_words(name)[:_SHOWN] or '（空）'}")

    def _is_as_opened(self, name: str, seen: str) -> bool:
        """Whether this person sent the field as it was when the form was opened."""
        typed = {_hash(_plain(self[name].data))}
        if name in self.cleaned_data:
            typed.add(_hash(_plain(self.fields[name].prepare_value(self.cleaned_data[name]))))
        return seen in typed

    def _fill_in_stored(self, data: QueryDict, name: str) -> None:
        value = self.fields[name].prepare_value(self.initial[name])
        if value is False:  # a box that is not ticked is not sent
            data.pop(self.add_prefix(name), None)
        else:
            data[self.add_prefix(name)] = "" if value is None else str(value)

    def _stored_in_words(self, name: str) -> str:
        """A stored value as a person reads it."""
        field, value = self.fields[name], self.initial[name]
        if isinstance(field, forms.ModelChoiceField):
            chosen = field.queryset.filter(pk=value).first() if field.queryset is not None else None
            return str(chosen or "")
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]  # no groups here
        if isinstance(field, forms.BooleanField):
            return "已勾选" if value else "未勾选"
        return self._stored(name)

    def _conflict_message(self, theirs: list[str]) -> str:
        names = "、".join(str(self.fields[name].label) for name in theirs)
        taken = f"对方改过的{names}已取入下面。" if theirs else ""
        what = self.row_in_words or "这一条"
        return (
            f"您打开这一页之后，{_last_person(self.instance)}改过{what}；您的修改还没有保存，都在下面。"
            f"{taken}请核对之后再保存一次。"
        )


class VersionedFormSet(BaseInlineFormSet):
    """An inline formset of VersionedForms. Rows deleted by somebody since are named in an error and left out."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.vanished: list[str] = []
        if self.is_bound:
            self._leave_out_vanished()

    def _leave_out_vanished(self) -> None:
        """A row that is gone cannot be saved, and its key would be refused for ever: the others close up."""
        prefix, key = str(self.prefix), "-id"
        if not self.management_form.is_valid():
            return
        total = self.total_form_count()
        initial = min(self.initial_form_count(), total)  # the form may say any number
        there = {str(row.pk) for row in self.get_queryset()}
        sent = [self.data.get(f"{prefix}-{number}{key}") for number in range(initial)]
        gone = [number for number, pk in enumerate(sent) if pk and str(pk) not in there]
        if not gone:
            return
        self.vanished = [str(sent[number]) for number in gone]
        typed: Any = self.data
        self.data = _renumbered(typed, prefix, [number for number in range(total) if number not in gone])
        self.data[f"{prefix}-INITIAL_FORMS"] = str(initial - len(gone))
        del self.management_form  # kept by Django, and read anew

    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        """With the fields' names as the form has them."""
        labels = [str(self.empty_form[name].label) for name in unique_check if name != self.fk.name]
        return f"{'、'.join(labels)}都相同的{self.empty_form.instance._meta.verbose_name}只能有一条，请移除重复的。"

    def clean(self) -> None:
        super().clean()
        if self.vanished:
            name = self.empty_form.instance._meta.verbose_name
            raise ValidationError(
                f"您打开这一页之后，有人移除了 {len(self.vanished)} 条{name}，下面已不再列出；"
                "您的修改还没有保存，请核对之后再保存一次。"
            )


class VersionedRowForm(VersionedForm):
    """The form of a row in a VersionedFormSet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.row_in_words = f"这一条{self.instance._meta.verbose_name}"


def _renumbered(data: QueryDict, prefix: str, kept: list[int]) -> QueryDict:
    """The data with these forms of a formset alone, counted anew from 0."""
    numbers = {str(number): str(place) for place, number in enumerate(kept)}
    result = QueryDict(mutable=True)
    for name, values in data.lists():
        head, _, tail = name.removeprefix(f"{prefix}-").partition("-")
        if not name.startswith(f"{prefix}-") or not head.isdecimal():
            result.setlist(name, values)
        elif head in numbers:
            result.setlist(f"{prefix}-{numbers[head]}-{tail}", values)
    result[f"{prefix}-TOTAL_FORMS"] = str(len(kept))
    return result


def _is_uncompared(name: str, field: forms.Field) -> bool:
    return name == SEEN or field.disabled


def _plain(value: Any) -> str:
    """A value as text, the same however a browser sends its line ends."""
    if isinstance(value, models.Model):
        value = value.pk
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _last_person(row: models.Model) -> str:
    """Who changed a record last and when, as its history says, or the admin's log where it has none."""
    history = getattr(row, "history", None)
    if history is not None and (last := history.first()):
        return _in_words(last.history_user or "导入", last.history_date)
    kind = ContentType.objects.get_for_model(row)
    entry = LogEntry.objects.filter(content_type=kind, object_id=str(row.pk)).select_related("user").first()
    return _in_words(entry.user, entry.action_time) if entry else "有人"


def _in_words(who: object, when: Any) -> str:
    return f"{who}在{timezone.localtime(when):%H:%M}"
