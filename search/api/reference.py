"""`/api/docs`: the API's OpenAPI description as a page of the site, which cannot go stale."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from articles.models import Article

# What a schema may hold a value to, in words.
LIMITS = {
    "minimum": "不小于 {}",
    "maximum": "不大于 {}",
    "minLength": "至少 {} 个字符",
    "maxLength": "至多 {} 个字符",
    "minItems": "至少 {} 个",
    "maxItems": "至多 {} 个",
    "pattern": "须合 {}",
}
ERRORS = (
    ("bad_query", 400, "检索式、稿件或那段话不能查；at 是在第几个字，repaired 是改好了的检索式，没有时是 null"),
    ("bad_request", 400, "参数或请求内容不合要求；message 说是哪个参数"),
    ("forbidden", 403, "这里不能进入"),
    ("not_found", 404, "没有这个地址、这一条，或者还没有发布"),
    ("method_not_allowed", 405, "方法不对；可用的见 Allow"),
    ("too_many_requests", 429, "请求太多；要等的秒数见 Retry-After"),
    ("server_error", 500, "服务器出错"),
    ("busy", 503, "同时的请求太多；要等的秒数见 Retry-After"),
    ("engine_unavailable", 503, "检索暂时不能用；要等的秒数见 Retry-After"),
    ("database_unavailable", 503, "数据库暂时不能用"),
)
_SPANS = {1: "秒", 60: "分钟", 3600: "小时", 86_400: "天"}
_Schema = dict[str, Any]  # a schema, or a part of the description that has one


class TypePart(NamedTuple):
    """Of a type as it is written: `SearchShape` is one that is described on the page, `[]` and ` | ` are not."""

    text: str
    is_shape: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A parameter, or what a shape has under one name. `default` is JSON, empty where there is none."""

    name: str
    type: tuple[TypePart, ...]
    description: str
    default: str
    limits: str
    is_required: bool
    is_deprecated: bool


@dataclass(frozen=True, slots=True)
class DescribedAnswer:
    status: str
    type: tuple[TypePart, ...]


@dataclass(frozen=True, slots=True)
class DescribedOperation:
    """`example` is an address that can be opened; empty where none is known."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Member, ...]
    body: tuple[TypePart, ...]
    answers: tuple[DescribedAnswer, ...]
    example: str


@dataclass(frozen=True, slots=True)
class DescribedShape:
    name: str
    members: tuple[Member, ...]


class ReferencePage(DocsBase):
    """What django-ninja asks for the page of its description."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        described = api.get_openapi_schema(path_params=kwargs)
        first = Article.objects.published().values_list("pk", flat=True).first()
        most, seconds = settings.RATE_LIMITS.get("api") or (0, 1)
        context = {
            "about": described["info"]["description"],
            "operations": list(operations(described, {"article_id": first} if first else {})),
            "shapes": list(shapes(described)),
            "errors": ERRORS,
            "most": most,
            "span": _SPANS[seconds],
        }
        return render(request, "search/api/api.html", context)


def operations(described: _Schema, known: dict[str, Any]) -> Iterator[DescribedOperation]:
    """The description's operations in its order; `known` values of path parameters are for their examples."""
    for path, methods in described["paths"].items():
        for method, said in methods.items():
            yield DescribedOperation(
                id=said["operationId"],
                method=method.upper(),
                path=path,
                summary=said["summary"],
                description=said["description"],
                parameters=tuple(_member(p["name"], p["schema"], p["required"]) for p in said["parameters"]),
                body=_content(said.get("requestBody", {})),
                answers=tuple(
                    DescribedAnswer(status, _content(answer)) for status, answer in said["responses"].items()
                ),
                example=_example(path, said["parameters"], known) if method == "get" else "",
            )


def shapes(described: _Schema) -> Iterator[DescribedShape]:
    """What is sent and answered, each once, in alphabetical order."""
    for name, schema in sorted(described["components"]["schemas"].items()):
        required = schema.get("required", ())
        members = (_member(member, own, member in required) for member, own in schema["properties"].items())
        yield DescribedShape(name, tuple(members))


def _member(name: str, schema: _Schema, is_required: bool) -> Member:
    return Member(
        name=name,
        type=tuple(_type(schema)),
        description=schema.get("description", ""),
        default=json.dumps(schema["default"], ensure_ascii=False) if "default" in schema else "",
        limits="，".join(says.format(schema[limit]) for limit, says in LIMITS.items() if limit in schema),
        is_required=is_required,
        is_deprecated=schema.get("deprecated", False),
    )


def _content(said: _Schema) -> tuple[TypePart, ...]:
    """The type of a body or an answer; empty where nothing is sent."""
    return tuple(piece for content in said.get("content", {}).values() for piece in _type(content["schema"]))


def _type(schema: _Schema) -> Iterator[TypePart]:
    """As TypeScript writes it, which is the shortest that programmers read without a key."""
    if "$ref" in schema:
        yield TypePart(schema["$ref"].rpartition("/")[2], is_shape=True)
    elif "enum" in schema:
        yield TypePart(" | ".join(json.dumps(value, ensure_ascii=False) for value in schema["enum"]))
    elif "anyOf" in schema:
        yield from _between(" | ", schema["anyOf"])
    elif "prefixItems" in schema:
        yield from (TypePart("["), *_between(", ", schema["prefixItems"]), TypePart("]"))
    elif "items" in schema:
        before, after = ("(", ")[]") if {"anyOf", "enum"} & schema["items"].keys() else ("", "[]")
        yield from (TypePart(before), *_type(schema["items"]), TypePart(after))
    elif isinstance(schema.get("additionalProperties"), dict):
        yield from (TypePart("{string: "), *_type(schema["additionalProperties"]), TypePart("}"))
    else:
        yield TypePart(schema.get("type", "any"))


def _between(mark: str, schemas: Iterable[_Schema]) -> Iterator[TypePart]:
    for number, schema in enumerate(schemas):
        if number:
            yield TypePart(mark)
        yield from _type(schema)


def _example(path: str, parameters: list[_Schema], known: dict[str, Any]) -> str:
    """The address with what the description gives as examples, and a path's known values."""
    values = known | {p["name"]: p["schema"]["example"] for p in parameters if "example" in p["schema"]}
    if any(p["required"] and p["name"] not in values for p in parameters):
        return ""
    queried = {p["name"]: values[p["name"]] for p in parameters if p["in"] == "query" and p["name"] in values}
    return path.format_map(values) + ("?" if queried else "") + "&".join(f"{name}={queried[name]}" for name in queried)
