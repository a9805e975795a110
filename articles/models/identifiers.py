"""Validators of what is typed of a person: ORCID, ISNI, pinyin."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError


def check_identifier(value: str) -> None:
    """An ORCID or ISNI: sixteen digits, the last of which checks the others (ISO 7064, MOD 11-2)."""
    digits = value.replace("-", "").replace(" ", "").upper()
    if not re.fullmatch(r"[0-9]{15}[0-9X]", digits):
        raise ValidationError("要十六位数字，末位可以是 X。")
    total = 0
    for digit in digits[:15]:
        total = (total + int(digit)) * 2
    if (12 - total % 11) % 11 != (10 if digits[15] == "X" else int(digits[15])):
        raise ValidationError("末位校验不符，请核对。")


def check_sounds(value: str) -> None:
    """Syllables in Latin letters, readings divided by semicolons."""
    if not re.fullmatch(r"[a-zü' ]+([;；][a-zü' ]+)*", value):
        raise ValidationError("只写小写字母的音节，音节之间空格，几种读法用分号隔开。")
