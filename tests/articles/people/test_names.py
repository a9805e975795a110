"""One person has one name, whichever dot stands in it."""

from __future__ import annotations

import pytest

from articles.people.names import canonical_name


@pytest.mark.parametrize("dot", "·•‧∙⋅・･．.")
def test_every_dot_between_the_parts_of_a_name_is_the_middle_dot(dot):
    assert canonical_name(f"阿卜杜拉{dot}买买提{dot}艾力") == "阿卜杜拉·买买提·艾力"


@pytest.mark.parametrize("name", ["J. K. Rowling", "A.B. 王", "王伟"])
def test_other_names_stay_as_they_are(name):
    assert canonical_name(name) == name
