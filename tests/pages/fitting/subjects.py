"""Take the subjects of words from jionlp's topic model of news: python -m tests.pages.fitting.subjects WHEEL [FILE]

WHEEL is the package as `pip download --no-deps jionlp==1.5.31` leaves it: it is read, and not installed, as it brings
85 MB of what is not needed here.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
from numpy.typing import NDArray

from articles.parsing.evidence.subjects import STEPS, SUBJECTS

_STORED = "jionlp/dictionary/word_topic_weight.zip"
_WORD = re.compile("[\u4e00-\u9fff]{2,}")
_LEAST_SHARE = 0.02  # of a word; smaller ones are left out


def weights_by_word(wheel: Path) -> dict[str, dict[int, float]]:
    """By word, its weight in each subject that has it."""
    with ZipFile(wheel) as package, package.open(_STORED) as stored, ZipFile(stored) as inner:
        model = json.loads(inner.read("word_topic_weight.json"))
    by_word: dict[str, dict[int, float]] = {}
    for subject, weights in model.items():
        for word in filter(_WORD.fullmatch, weights):
            by_word.setdefault(word, {})[int(subject)] = weights[word]
    return by_word


def packed(by_word: dict[str, dict[int, float]]) -> dict[str, NDArray[Any]]:
    """The arrays that `word_subjects` reads: words ascending, and of each the subjects with their shares."""
    words = sorted(by_word)
    shares = [_shares(by_word[word]) for word in words]
    return {
        "words": np.array("\n".join(words)),
        "counts": np.array([len(each) for each in shares], dtype=np.uint8),
        "subjects": np.array([subject for each in shares for subject in each], dtype=np.uint8),
        "shares": np.array([round(share * STEPS) for each in shares for share in each.values()], dtype=np.uint8),
    }


def _shares(weights: dict[int, float]) -> dict[int, float]:
    """What part of the word's weight each subject has, were all subjects as frequent."""
    whole = sum(weights.values())
    return {subject: weight / whole for subject, weight in sorted(weights.items()) if weight / whole >= _LEAST_SHARE}


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.pages.fitting.subjects", description=__doc__)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("file", nargs="?", type=Path, default=Path("articles/parsing/evidence/subjects.npz"))
    options = parser.parse_args(arguments)
    arrays = packed(weights_by_word(options.wheel))
    np.savez_compressed(options.file, allow_pickle=False, **arrays)
    sizes = f"{len(arrays['counts']):,} words, {len(arrays['shares']):,} shares in {SUBJECTS} subjects"
    sys.stdout.write(f"{options.file}: {options.file.stat().st_size:,} bytes; {sizes}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
