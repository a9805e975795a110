"""Texts nearly the same have nearly the same shingles, and share a band; others do not."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from articles.likeness.sketches import bands_of, resemblance, shingles_of

BANDS, ROWS = 16, 2


@cache
def made_text(seed: int, length: int = 2_000) -> str:
    chance = Random(seed)
    return "".join(chr(chance.randrange(0x4E00, 0x5E00)) for _ in range(length))


def misread(text: str, share: float) -> str:
    chance = Random(7)
    return "".join("误" if chance.random() < share else char for char in text)


@pytest.mark.parametrize(
    "other",
    [
        "\n".join(made_text(1)[at : at + 18] for at in range(0, 2_000, 18)),
        made_text(1).replace("a", "ａ"),
        "——" + made_text(1).replace("\u4e10", "\u4e10，") + "。",
    ],
)
def test_line_breaks_signs_and_widths_make_no_difference(other):
    assert resemblance(shingles_of(made_text(1)), shingles_of(other)) == 1


@pytest.mark.parametrize(("share", "least"), [(0.001, 0.99), (0.02, 0.9), (0.05, 0.78)])
def test_a_text_read_otherwise_here_and_there_is_found_by_a_band(share, least):
    one, other = shingles_of(made_text(1)), shingles_of(misread(made_text(1), share))
    assert resemblance(one, other) >= least
    assert set(bands_of(one, BANDS, ROWS)) & set(bands_of(other, BANDS, ROWS))


def test_texts_that_have_nothing_in_common_share_no_band():
    bands = [set(bands_of(shingles_of(made_text(seed)), BANDS, ROWS)) for seed in range(40)]
    assert len(set.union(*bands)) == 40 * BANDS


@pytest.mark.parametrize("text", ["", "短", "此件公开发布。" * 3])
def test_a_short_text_has_no_bands(text):
    assert bands_of(shingles_of(text), BANDS, ROWS) == []


def test_what_is_stored_is_found_for_good():
    """The numbers are in databases: they must not change with a release of the code or of numpy."""
    assert bands_of(shingles_of(made_text(3)), 2, 2) == [2816974837675143894, -5266545888469640691]


@pytest.mark.parametrize(("times", "kept"), [(1, True), (9, False)], ids=["short", "long"])
def test_shingles_of_short_texts_are_kept_for_what_comes_next_and_cannot_be_changed(times, kept):
    first, again = shingles_of(made_text(4) * times), shingles_of(made_text(4) * times)
    assert first.tolist() == again.tolist()
    assert (first is again) == kept
    assert first.flags.writeable != kept
