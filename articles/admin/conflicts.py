"""Two people at one article: whoever saves second is told what the first one changed, and loses nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.http import QueryDict
from django.utils import timezone

from articles.curating.curated_fields import as_text, label_of, plain_value
from articles.models import Article

_SHOWN = 2_000  # characters of a text that the other person wrote


class VersionedForm(forms.ModelForm):
    """An article's form that knows which version it was opened on.

    Where that is not the stored one any more, nothing is saved: the form comes back with what was typed, what only the
    other person changed is taken into it, and beside what both changed stands the other one's text. Saved again, it is
    as it then stands.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.instance.updated_at.isoformat()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        seen = self.cleaned_data.get("seen")
        if seen and self.instance.pk and seen != self.instance.updated_at.isoformat():
            self._tell_of_the_other(self._version_of(seen))
        return cleaned

    def _version_of(self, seen: str) -> Article | None:
        """The article as it was when the form was opened, where its history knows."""
        try:
            moment = datetime.fromisoformat(seen)
        except ValueError as error:
            raise ValidationError("这一页的表单不完整，请重新打开。") from error
        version = self.instance.history.filter(updated_at=moment).first()
        return version.instance if version else None

    def _tell_of_the_other(self, before: Article | None) -> None:
        stored = self.instance
        fields = [name for name in model_to_dict(stored, self.fields) if self._differs(name, stored)]
        changed = [name for name in fields if before is None or plain_value(before, name) != plain_value(stored, name)]
        theirs = [name for name in changed if before is not None and not self._differs(name, before)]
        typed: Any = self.data
        self.data = data = typed.copy()
        data["seen"] = stored.updated_at.isoformat()
        for name in theirs:
            self._take_in(data, name, stored)
        self.add_error(None, _said(stored, theirs))
        for name in set(changed) - set(theirs):
            text = as_text(name, plain_value(stored, name))
            self.add_error(name, f"对方的是：{text[:_SHOWN] or '（空）'}")

    def _differs(self, name: str, version: Article) -> bool:
        """Whether what was typed is something else than what a version has."""
        return self.fields[name].has_changed(model_to_dict(version, [name])[name], self[name].data)

    def _take_in(self, data: QueryDict, name: str, version: Article) -> None:
        value = self.fields[name].prepare_value(model_to_dict(version, [name])[name])
        if value is False:  # a box that is not ticked is not sent
            data.pop(name, None)
        else:
            data[name] = "" if value is None else str(value)


def _said(article: Article, theirs: list[str]) -> str:
    last = article.history.first()
    who = (last and last.history_user) or "导入"
    when = timezone.localtime(article.updated_at)
    taken = f"对方改过的{'、'.join(map(label_of, theirs))}已取入下面。" if theirs else ""
    return f"您打开这一篇之后，{who}在{when:%H:%M}改过它；您的修改还没有保存，都在下面。{taken}请核对之后再保存一次。"
