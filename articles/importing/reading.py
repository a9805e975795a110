"""Files to pages: which files there are to import, and what reading one yields. Touches the disk, not the database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from articles.parsing import UnreadableFile, decode, parse
from articles.parsing.types import ParsedDocument

PAGE_SUFFIXES = (".txt", ".md")


class UnusableFile(Exception):
    """A file that cannot be imported; the message says in English which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Page:
    """A file, read: its decoded text, the hash of its bytes, and what stands in it."""

    file_name: str
    sha256: str
    encoding: str
    text: str
    parsed: ParsedDocument

    @property
    def fingerprint(self) -> str:
        """The same for the same reading of the same text: a better parser changes it."""
        return hashlib.sha256(json.dumps(asdict(self.parsed), ensure_ascii=False).encode()).hexdigest()


def find_page_files(paths: Iterable[Path]) -> Iterator[Path | UnusableFile]:
    """The page files among these paths and in these folders, in order of name, each once.

    Files of another kind inside a folder are passed over; one named outright, or a path that is not there, comes as
    an UnusableFile.
    """
    seen: set[Path] = set()
    for path in paths:
        for found in _files_at(path):
            if isinstance(found, UnusableFile):
                yield found
            elif found.resolve() not in seen:
                seen.add(found.resolve())
                yield found


def read_page(path: Path) -> Page:
    """The page in a file. Raises UnusableFile."""
    try:
        data = path.read_bytes()
        decoded = decode(data)
    except (OSError, UnreadableFile) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise UnusableFile(f"{path}: {reason}") from error
    return Page(
        file_name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        text=decoded.text,
        parsed=parse(decoded.text),
    )


def _files_at(path: Path) -> Iterator[Path | UnusableFile]:
    if path.is_dir():
        yield from sorted(file for file in path.rglob("*") if file.is_file() and _is_page(file))
    elif not path.exists():
        yield UnusableFile(f"{path}: no such file or folder")
    elif not path.is_file():
        yield UnusableFile(f"{path}: not a file, and reading a pipe or a device may never end")
    elif not _is_page(path):
        yield UnusableFile(f"{path}: not a page of text; its name must end in {' or '.join(PAGE_SUFFIXES)}")
    else:
        yield path


def _is_page(path: Path) -> bool:
    return path.suffix.lower() in PAGE_SUFFIXES
