"""The page of the API's description says all that the description says, and nothing that is not so."""

from __future__ import annotations

import html
import re

import pytest

from articles.models import Article
from chengyu_site.refusals import _BROKEN, _FAULTS
from search.api.reference import ERRORS, LIMITS, TypePart, operations

pytestmark = pytest.mark.usefixtures("library")

SAID_BY_TYPE = {"type", "$ref", "anyOf", "items", "prefixItems", "additionalProperties", "enum"}
SAID_OTHERWISE = {"title", "description", "default", "deprecated", "example", "properties", "required"}


@pytest.fixture
def described(client):
    return client.get("/api/openapi.json").json()


@pytest.fixture
def page(client) -> str:
    return client.get("/api/docs").content.decode()


def part_of(page: str, anchor: str) -> str:
    """The section under a heading, its text unescaped."""
    return html.unescape(page.partition(f'<section aria-labelledby="{anchor}"')[2].partition("</section>")[0])


def words_of(part: str) -> list[str]:
    return [word.strip() for word in re.sub(r"<[^>]*>", "\n", part).split("\n")]


def test_every_operation_is_there_with_its_parameters_and_answers(described, page):
    for path, methods in described["paths"].items():
        for method, said in methods.items():
            part = part_of(page, said["operationId"])
            assert f"{method.upper()} {path}" in words_of(part)
            assert said["summary"] in words_of(part)
            assert [f"回答 {status}" for status in said["responses"]] == re.findall(r"回答 \d+", part)
            assert [p["name"] for p in said["parameters"]] == re.findall(r"<tr><td><code>(.*?)</code>", part)
            for one in said["parameters"]:
                row = part.partition(f"<td><code>{one['name']}</code>")[2].partition("</tr>")[0]
                assert one["description"] in words_of(row)
                assert ("必填" in row) is one["required"]
                assert ("已弃用" in row) is one.get("deprecated", False)
                assert all(
                    says.format(one["schema"][key]) in row for key, says in LIMITS.items() if key in one["schema"]
                )


def test_every_shape_is_there_once_with_its_members_and_every_link_leads_to_something(described, page):
    for name, schema in described["components"]["schemas"].items():
        part = part_of(page, name)
        assert list(schema["properties"]) == re.findall(r"<tr><td><code>(.*?)</code>", part)
        for member, own in schema["properties"].items():
            row = part.partition(f"<td><code>{member}</code>")[2].partition("</tr>")[0]
            assert re.search("[\u4e00-\u9fff]", own["description"]), (name, member)
            assert own["description"] in row
    names = re.findall(r' id="([^"]+)"', page)
    assert len(names) == len(set(names))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(names)


def test_the_description_says_nothing_that_the_page_has_no_word_for(described):
    found = set()

    def walk(schema):
        found.update(schema)
        held = [*schema.get("properties", {}).values(), *schema.get("anyOf", ()), *schema.get("prefixItems", ())]
        held += [schema[key] for key in ("items", "additionalProperties") if isinstance(schema.get(key), dict)]
        for one in held:
            walk(one)

    for schema in described["components"]["schemas"].values():
        walk(schema)
    for methods in described["paths"].values():
        for said in methods.values():
            for one in said["parameters"]:
                walk(one["schema"])
    assert found - SAID_BY_TYPE - SAID_OTHERWISE - LIMITS.keys() == set()


@pytest.mark.parametrize(
    ("schema", "written"),
    [
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "integer | null"),
        ({"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "null"}]}}, "(string | null)[]"),
        ({"type": "array", "items": {"prefixItems": [{"type": "string"}, {"type": "boolean"}]}}, "[string, boolean][]"),
        ({"additionalProperties": {"items": {"$ref": "#/components/schemas/HitShape"}}}, "{string: HitShape[]}"),
        ({"enum": ["words", "exact"], "type": "string"}, '"words" | "exact"'),
        ({"additionalProperties": True, "type": "object"}, "object"),
    ],
)
def test_types_are_written_as_typescript_writes_them(schema, written):
    said = {"operationId": "one", "summary": "", "description": "", "responses": {}}
    asked = {"name": "one", "in": "query", "required": False, "schema": schema}
    (operation,) = operations({"paths": {"/one": {"get": said | {"parameters": [asked]}}}}, {})
    assert "".join(piece.text for piece in operation.parameters[0].type) == written
    assert [piece for piece in operation.parameters[0].type if piece.is_shape] == [TypePart("HitShape", True)] * (
        "Hit" in written
    )


def test_every_example_can_be_opened(client, described, page):
    examples = re.findall(r'例：<a href="([^"]+)"', page)
    assert len(examples) == sum("get" in methods for methods in described["paths"].values())
    assert [client.get(html.unescape(address)).status_code for address in examples] == [200] * len(examples)


def test_a_library_without_articles_has_no_example_of_one(client):
    Article.objects.update(status=Article.Status.DRAFT)
    page = client.get("/api/docs")
    assert page.status_code == 200
    assert 'href="/api/articles/' not in page.content.decode()


def test_the_limit_is_the_one_that_is_set_also_for_who_has_the_page_already(client, settings):
    settings.RATE_LIMITS = {"api": (77, 3600)}
    limited = client.get("/api/docs")
    assert "每小时至多请求 77 次" in limited.content.decode()
    settings.RATE_LIMITS = {}
    free = client.get("/api/docs", headers={"If-None-Match": limited.headers["ETag"]})
    assert "请求的次数没有限制" in free.content.decode()


def test_every_fault_of_the_site_is_named_with_its_status():
    named = {(error, status) for error, status, _ in ERRORS}
    assert {(error, status) for status, (error, _) in _FAULTS.items()} | {(_BROKEN[0], 500)} <= named
    assert {("bad_query", 400), ("busy", 503), ("engine_unavailable", 503)} <= named


def test_every_page_leads_to_it(client):
    assert '<a href="/api/docs">程序接口</a>' in client.get("/").content.decode()


def test_it_is_a_page_of_the_site_that_loads_nothing_from_elsewhere(client):
    page = client.get("/api/docs")
    text = page.content.decode()
    assert 'href="/api/openapi.json"' in text
    assert not [address for address in re.findall(r'(?:src|href)="([^"]+)"', text) if address.startswith("//")]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert len(page.content) < 150_000
