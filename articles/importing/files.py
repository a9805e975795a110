"""Files to pages: which files there are to import, and what reading one yields. Touches the disk, not the database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from articles.batches import ahead, by_two, is_shared_out
from articles.parsing import UnreadableFile, decode, parse
from articles.parsing.document import Each
from articles.parsing.furniture.file_names import read_file_name, read_folders, read_hints
from articles.parsing.types import Imprint, ParsedDocument

_FOLDERS = 4  # above a file, that may say of what day and paper it is
PAGE_SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm")
LARGEST_FILE = 20_000_000  # bytes: some forty books; what is larger is no page, and reading it would take a minute


class UnusableFile(Exception):
    """A file that cannot be imported; the message says in English which, why, and what to do."""


class OtherKind(UnusableFile):
    """A file in a folder that is no text: named in the report, and nothing wrong with it."""


@dataclass(frozen=True, slots=True)
class Page:
    """A file, read: its decoded text, the hash of its bytes, and what stands in it."""

    file_name: str
    sha256: str
    encoding: str
    text: str
    parsed: ParsedDocument
    named: tuple[Imprint, ...] = ()  # by its name, its folders, its front matter

    @property
    def imprints(self) -> tuple[Imprint, ...]:
        """What is known of its printing, the most trusted first."""
        return (self.parsed.imprint, *self.named)

    @property
    def fingerprint(self) -> str:
        """The same for the same reading of the same text: a better parser changes it."""
        read = json.dumps([self.parsed, *self.named], ensure_ascii=False, default=_members)
        return hashlib.sha256(read.encode()).hexdigest()


def _members(read: Any) -> dict[str, Any]:
    """What a part of a reading is made of, as `dataclasses.asdict` has it, and copied by nobody."""
    return {member.name: getattr(read, member.name) for member in fields(read)}


def find_page_files(paths: Iterable[Path]) -> Iterator[Path | UnusableFile]:
    """The page files among these paths and in these folders, in order of name, each once.

    A file of another kind inside a folder comes as OtherKind, hidden ones apart; one named outright, or a path that
    is not there, as an UnusableFile.
    """
    seen: set[Path] = set()
    for path in paths:
        for found in _files_at(path):
            if isinstance(found, UnusableFile):
                yield found
            elif found.resolve() not in seen:
                seen.add(found.resolve())
                yield found


def read_pages(files: Sequence[Path | UnusableFile]) -> Iterator[Page | UnusableFile]:
    """The page in each of the files found, or why there is none, in their order. Where there is a processor for it,
    another process reads many files ahead, or every other stretch of a long one.
    """
    if is_shared_out(files):
        return ahead(_page_or_fault, files)
    return (_page_or_fault(file, by_two) for file in files)


def _page_or_fault(file: Path | UnusableFile, each: Each = map) -> Page | UnusableFile:
    try:
        return file if isinstance(file, UnusableFile) else read_page(file, each)
    except UnusableFile as fault:
        return fault


def read_page(path: Path, each: Each = map) -> Page:
    """The page in a file. Raises UnusableFile."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnusableFile(
                f"{path}: {size / 1e6:.1f} MB, and a file of text may have {LARGEST_FILE / 1e6:.0f} at most; split it"
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnusableFile(f"{path}: {error.strerror}") from error
    return page_of(path, data, each)


def page_of(path: Path, data: bytes, each: Each = map) -> Page:
    """The page in these bytes of a file of this path. Raises UnusableFile."""
    try:
        decoded = decode(data)
    except UnreadableFile as error:
        raise UnusableFile(f"{path}: {error}") from error
    parsed = parse(decoded.text, path.name, each)
    return Page(
        file_name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        text=decoded.text,
        parsed=parsed,
        named=_named(path, parsed),
    )


def _named(path: Path, parsed: ParsedDocument) -> tuple[Imprint, ...]:
    folders = read_folders(path.absolute().parts[:-1][-_FOLDERS:])
    return (read_file_name(path.name, dated_folder=folders.date is not None), folders, read_hints(parsed.hints))


def _files_at(path: Path) -> Iterator[Path | UnusableFile]:
    """The page at a path, or the pages in a folder; a path of another kind is unusable."""
    try:
        yield from _files_in(path) if path.is_dir() else [_page_at(path)]
    except OSError as error:  # a folder on the way that must not be entered, or one that is gone by now
        yield UnusableFile(f"{path}: {error.strerror}")


def _files_in(folder: Path) -> Iterator[Path | UnusableFile]:
    """In order of name. Links to folders are not followed: one may lead back to where it stands, or anywhere."""
    for entry in sorted(folder.iterdir()):
        if entry.is_symlink() and (entry.is_dir() or not (entry.exists() or entry.suffix)):
            yield UnusableFile(f"{entry}: a link to a folder, not followed; name the folder that it leads to")
        elif _is_page(entry) or entry.is_dir():
            yield from _files_at(entry)
        elif not entry.name.startswith("."):
            yield OtherKind(str(entry))


def _page_at(path: Path) -> Path | UnusableFile:
    if path.is_symlink() and not path.exists():
        return UnusableFile(f"{path}: a link to a file that is not there")
    if not path.exists():
        return UnusableFile(f"{path}: no such file or folder")
    if not path.is_file():
        return UnusableFile(f"{path}: not a file, and reading a pipe or a device may never end")
    if not _is_page(path):
        word = "; Word files are taken by upload, in the admin" if path.suffix.lower() == ".docx" else ""
        return UnusableFile(f"{path}: not a page of text; its name must end in one of {' '.join(PAGE_SUFFIXES)}{word}")
    return path


def _is_page(path: Path) -> bool:
    return path.suffix.lower() in PAGE_SUFFIXES
