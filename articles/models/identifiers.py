"""Identifiers of persons, ORCID and ISNI, and the validators of what is typed of a person."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError

IDENTIFIERS = ("orcid", "isni")  # an author's fields
_DIGITS = 16
_ADDRESS = re.compile(r"^\s*(https?://)?(www\.)?(orcid\.org|isni\.org/isni|isni\.org)/", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s\-‐–—−]+")


def bare_identifier(value: str) -> str:
    """Its characters alone, however it was typed: in groups, in full width, or as the address of its page."""
    return _BETWEEN.sub("", _ADDRESS.sub("", unicodedata.normalize("NFKC", value))).rstrip("/").upper()


def in_groups(value: str, mark: str) -> str:
    """An identifier as it is printed: four groups of four, with this mark between them."""
    bare = bare_identifier(value)
    return mark.join(bare[start : start + 4] for start in range(0, len(bare), 4))


def check_identifier(value: str) -> None:
    """An ORCID or ISNI: sixteen digits, the last of which checks the others (ISO 7064, MOD 11-2)."""
    bare = bare_identifier(value)
    if wrong := re.search(r"[^0-9X]|X(?!$)", bare):
        raise ValidationError(f"“{wrong[0]}”不能用在这里：只有数字，末位可以是 X。")
    if len(bare) != _DIGITS:
        raise ValidationError(f"有 {len(bare)} 位，要正好 {_DIGITS} 位。")
    total = 0
    for digit in bare[:-1]:
        total = (total + int(digit)) * 2
    check = "0123456789X"[(12 - total % 11) % 11]
    if bare[-1] != check:
        raise ValidationError(f"末位校验不符：按前十五位算，末位是 {check}，此处是 {bare[-1]}；有一位抄错了，请核对。")


def check_sounds(value: str) -> None:
    """Syllables in Latin letters, readings divided by semicolons."""
    if not re.fullmatch(r"[a-zü' ]+([;；][a-zü' ]+)*", value):
        raise ValidationError("只写小写字母的音节，音节之间空格，几种读法用分号隔开。")
