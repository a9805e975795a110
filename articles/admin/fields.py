"""What forms send: keys, and fields for what the record keeps as JSON, each edited as text; it says in Chinese what
cannot be read.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator

from articles.curating.body_text import UnreadableBody, read_body, read_boxes, write_body, write_boxes
from articles.models.identifiers import in_groups

Fund = dict[str, str | None]


def key_in(text: str) -> int | None:
    """A primary key sent by a form or an address, as a number; None where the text cannot be one."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


class IdentifierField(forms.CharField):
    """An ORCID or ISNI, in groups with a mark between them however it is typed; the model says whether it is one."""

    def __init__(self, *, mark: str, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=100, **kwargs)
        self.mark = mark

    def to_python(self, value: Any) -> str:
        return in_groups(super().to_python(value) or "", self.mark)


class JSONTextField(forms.CharField):
    """A form field for a list that is stored as JSON and edited as text; subclasses convert between the two."""

    rows = 3

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": self.rows, "cols": 100}))
        super().__init__(**kwargs)

    def write(self, value: list[Any]) -> str:
        raise NotImplementedError

    def read(self, text: str) -> list[Any]:
        """The list that a text stands for. Raises UnreadableBody."""
        raise NotImplementedError

    def prepare_value(self, value: Any) -> Any:
        return self.write(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        ProhibitNullCharactersValidator()(text)  # CharField's own looks at what is read, and there it is escaped
        try:
            return self.read(text)
        except UnreadableBody as error:
            raise ValidationError(str(error)) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != (initial or [])
        except ValidationError:
            return True


class BodyField(JSONTextField):
    rows = 30

    def write(self, value: list[Any]) -> str:
        return write_body(value)

    def read(self, text: str) -> list[Any]:
        return [*read_body(text)]


class BoxesField(JSONTextField):
    rows = 6

    def write(self, value: list[Any]) -> str:
        return write_boxes(value)

    def read(self, text: str) -> list[Any]:
        return [*read_boxes(text)]


class ParagraphsField(JSONTextField):
    rows = 4

    def write(self, value: list[str]) -> str:
        return write_body([{"kind": "paragraph", "text": text} for text in value])

    def read(self, text: str) -> list[str]:
        blocks = read_body(text)
        for block in blocks:
            if block["kind"] == "heading":
                raise UnreadableBody(f"此处不能有小标题：“{block['text']}”。")
        return [block["text"] for block in blocks]


class LinesField(JSONTextField):
    def write(self, value: list[str]) -> str:
        return "\n".join(value)

    def read(self, text: str) -> list[str]:
        return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


class FundingField(JSONTextField):
    def write(self, value: list[Fund]) -> str:
        return "\n".join(" | ".join(filter(None, (fund["name"], fund["number"]))) for fund in value)

    def read(self, text: str) -> list[Fund]:
        return [self._fund(line.strip()) for line in text.splitlines() if line.strip()]

    def _fund(self, line: str) -> Fund:
        name, _, number = (part.strip() for part in line.partition("|"))
        if not name or "|" in number:
            raise UnreadableBody(f"一行一个基金，写作“名称 | 编号”，没有编号就只写名称；此处是“{line[:30]}”。")
        return {"name": name, "number": number or None}
