"""`import_pages` reads files and folders, says what it did in words, and prints the agreed JSON."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest

from articles.models import Article, SourceDocument
from tests.articles.parsing.made_prose import paragraphs
from tests.pages.seed_table import ARTICLES, CAPTIONS, FEATURES, FILES, SEEDS, seed_line, seed_text


def test_a_folder_is_imported_and_what_is_no_page_passed_over(run):
    said = run("import_pages", SEEDS, publication="重庆日报")
    assert said.error is None
    assert "Read 5 files. 16 articles new." in said.out
    assert "3 inferred titles" in said.out
    assert SourceDocument.objects.filter(publication="重庆日报").count() == 5


def test_a_second_time_it_says_that_nothing_changed(run):
    run("import_pages", SEEDS)
    said = run("import_pages", SEEDS / FILES[0], SEEDS)
    assert said.error is None
    assert "5 files had been imported before: nothing changed." in said.out
    assert Article.objects.count() == 16


def test_a_corrected_copy_beside_the_page_takes_its_place_and_the_same_file_again_changes_nothing(run, tmp_path):
    text = seed_text(0)
    for number, content in enumerate((text[:1500] + "叾" + text[1501:], seed_text(1), text, text)):
        (tmp_path / f"{number}.txt").write_text(content)
    said = run("import_pages", tmp_path)
    assert "1 file had been imported before: nothing changed. 1 file took the place of a former version." in said.out
    sources = SourceDocument.objects.order_by("pk")
    assert [source.file_name for source in sources] == ["0.txt", "1.txt", "2.txt"]
    assert sources[2].replaces == sources[0]
    assert not Article.objects.filter(source=sources[0]).exists()


def test_a_date_is_given_to_the_articles(run):
    run("import_pages", SEEDS / FILES[0], "--date=2025-03-03")
    assert {str(article.published_on) for article in Article.objects.all()} == {"2025-03-03"}


def test_what_cannot_be_read_is_named_and_the_rest_imported(run, tmp_path):
    shutil.copy(SEEDS / FILES[0], tmp_path / "good.txt")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "empty.md").write_bytes(b"")
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    said = run("import_pages", tmp_path, tmp_path / "missing.txt", tmp_path / "notes.pdf")
    assert Article.objects.count() == 4
    assert said.error.startswith("4 files could not be imported:")
    assert "missing.txt: no such file or folder" in said.error
    assert "notes.pdf: not a page of text" in said.error
    assert "binary.txt: " in said.error
    assert "empty.md: The file is empty" in said.error


def test_files_of_other_kinds_in_a_folder_are_named_and_counted(run, tmp_path):
    (tmp_path / "scans").mkdir()
    shutil.copy(SEEDS / FILES[0], tmp_path / "good.txt")
    for name in ("page.pdf", "scans/page.jpg", ".hidden"):
        (tmp_path / name).write_bytes(b"%PDF")
    said = run("import_pages", tmp_path, dry_run=True)
    assert said.error is None
    assert "2 files not read" in said.out
    assert "page.pdf" in said.out
    assert "page.jpg" in said.out
    assert ".hidden" not in said.out


def test_a_file_too_large_for_a_page_is_refused_unread(run, tmp_path):
    with (tmp_path / "endless.txt").open("wb") as file:
        file.truncate(30_000_000)
    assert "30.0 MB, and a file of text may have 20 at most" in run("import_pages", tmp_path, dry_run=True).error


def test_a_pipe_is_refused_instead_of_waited_for(run, tmp_path):
    os.mkfifo(tmp_path / "page.txt")
    assert "page.txt: not a file" in run("import_pages", tmp_path / "page.txt").error


def test_what_a_folder_holds_and_cannot_be_read_is_named_and_counted(run, tmp_path):
    shutil.copy(SEEDS / FILES[0], tmp_path / "good.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "inside").mkdir()
    shutil.copy(SEEDS / FILES[1], tmp_path / "inside" / "good.md")
    (tmp_path / "inside" / "loop").symlink_to(tmp_path)
    (tmp_path / "inside" / "gone").symlink_to(tmp_path / "nothing")
    said = run("import_pages", tmp_path)
    assert said.error.startswith("5 files could not be imported:")
    assert "pipe.txt: not a file" in said.error
    assert "gone.txt: a link to a file that is not there" in said.error
    assert "self.txt: a link to a file that is not there" in said.error
    assert "loop: a link to a folder, not followed" in said.error
    assert "gone: a link to a folder, not followed" in said.error
    assert SourceDocument.objects.count() == 2


def test_a_file_that_goes_and_a_folder_that_must_not_be_entered_are_named(run, tmp_path, monkeypatch):
    """Simulated: who runs the tests may be allowed everything, and a file does not go at the right moment."""
    shutil.copy(SEEDS / FILES[0], tmp_path / "good.txt")
    shutil.copy(SEEDS / FILES[1], tmp_path / "going.txt")
    (tmp_path / "closed").mkdir()
    enter, read = Path.iterdir, Path.read_bytes

    def refuse(folder):
        if folder.name == "closed":
            raise PermissionError(errno.EACCES, "Permission denied")
        return enter(folder)

    def lose(file):
        if file.name == "going.txt":
            file.unlink()
        return read(file)

    monkeypatch.setattr(Path, "iterdir", refuse)
    monkeypatch.setattr(Path, "read_bytes", lose)
    said = run("import_pages", tmp_path)
    assert said.error.startswith("2 files could not be imported:")
    assert "closed: Permission denied" in said.error
    assert "going.txt: No such file or directory" in said.error
    assert SourceDocument.objects.count() == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_other_encodings_give_the_same_articles(run, tmp_path, encoding):
    (tmp_path / "page.txt").write_bytes(seed_text(0).encode(encoding))
    assert run("import_pages", tmp_path).error is None
    assert set(Article.objects.values_list("authors__name", flat=True)) == {"朱旭森", "戴宇倩", "秦红松", "王希"}
    assert run("check_library").error is None


def test_a_dry_run_stores_nothing(run):
    said = run("import_pages", SEEDS, dry_run=True)
    assert "Read 5 files, stored nothing." in said.out
    assert not SourceDocument.objects.exists()


@pytest.fixture
def documents(run) -> list[dict]:
    said = run("import_pages", SEEDS, dry_run=True, json=True)
    assert said.error is None
    return json.loads(said.out)["documents"]


def test_the_json_has_the_agreed_shape(documents):
    assert [list(document) for document in documents] == 5 * [
        [
            *("source", "sha256", "kind", "date", "page", "section", "publication"),
            *("articles", "features", "furniture", "coverage"),
        ]
    ]
    article = documents[0]["articles"][0]
    assert list(article) == [
        "title", "title_origin", "kicker", "subtitle", "column", "authors", "affiliation", "funding", "body", "boxes",
        "lead", "abstract",
        "keywords", "references", "title_en", "abstract_en", "keywords_en", "author_note", "passages", "problems",
    ]  # fmt: skip
    assert list(article["authors"][0]) == ["name", "role"]
    assert list(article["funding"][0]) == ["name", "number"]
    assert list(article["body"][0]) == ["kind", "text"]
    assert list(documents[3]["articles"][0]["boxes"][0]) == ["title", "body"]
    assert list(documents[1]["features"][0]) == ["title", "column", "editor_note", "articles"]
    assert list(documents[0]["furniture"][0]) == ["kind", "text", "passage"]
    assert list(documents[0]["articles"][2]["problems"][0]) == ["code", "message", "at"]
    assert list(documents[0]["coverage"]) == ["characters", "assigned", "unassigned"]


def test_the_json_tells_of_every_seed_article(documents):
    found = {(d["source"], a["authors"][0]["name"]): a for d in documents for a in d["articles"]}
    assert len(found) == 16
    for expected in ARTICLES:
        article = found[FILES[expected.file], expected.people[0].name]
        assert article["title_origin"] == expected.origin.value
        assert article["column"] == expected.column
        assert [(block["kind"], block["text"]) for block in article["body"]] == list(expected.body)


def test_the_json_passages_are_the_body_in_reading_order(documents):
    text = seed_text(0)
    for article in documents[0]["articles"]:
        body = "".join(block["text"] for block in article["body"])
        assert "".join(text[start:end] for start, end in article["passages"]) == body


def test_the_json_tells_of_packages_captions_hashes_and_coverage(documents):
    for expected in FEATURES:
        (feature,) = documents[expected.file]["features"]
        assert feature["title"] == seed_line(expected.file, expected.title_line)
        assert len(feature["articles"]) == 3
    for caption in CAPTIONS:
        texts = [f["text"] for f in documents[caption.file]["furniture"] if f["kind"] == "caption"]
        assert any(text in seed_line(caption.file, caption.line) for text in texts)
    for document in documents:
        assert document["sha256"] == hashlib.sha256((SEEDS / document["source"]).read_bytes()).hexdigest()
        assert document["coverage"]["unassigned"] == 0


def test_words_go_to_standard_error_beside_json(run):
    said = run("import_pages", SEEDS / FILES[0], json=True)
    assert json.loads(said.out)["documents"][0]["source"] == FILES[0]
    assert "Read 1 file." in said.err


def test_a_taxonomy_that_cannot_be_used_is_said(run, settings, tmp_path):
    settings.THEMES_FILE = tmp_path / "none.toml"
    assert "none.toml" in run("import_pages", SEEDS).error


def test_a_publication_too_long_to_be_kept_is_refused_before_anything_is_read(run):
    said = run("import_pages", SEEDS, "--publication", "报" * 101)
    assert said.error == "--publication is longer than 100 characters"
    assert not SourceDocument.objects.exists()


@pytest.mark.parametrize("options", [{"dry_run": True, "json": True}, {"json": True}])
def test_two_processors_read_what_one_does(run, tmp_path, monkeypatch, options):
    for number in range(12):
        (tmp_path / f"{number:02}.txt").write_text(f"论第{number}个县的用水管理\n■王小明\n{paragraphs(5, number)}")
    (tmp_path / "05.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "07.pdf").write_bytes(b"%PDF")
    said = []
    for processors in ({0}, {0, 1}):
        monkeypatch.setattr(os, "sched_getaffinity", lambda pid, given=processors: given)
        said.append(run("import_pages", tmp_path, **options))
        Article.objects.all().delete()
        SourceDocument.objects.all().delete()
    assert said[0] == said[1]
    assert len(json.loads(said[0].out)["documents"]) == 11
    assert "05.txt" in said[0].error
