"""What makes an index of this code: another layout asks for another index."""

from __future__ import annotations

import pytest

from search.engines.opensearch import mapping
from search.engines.whoosh.segments import layout

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("module", [layout, mapping], ids=["whoosh", "opensearch"])
def test_another_layout_is_another_stamp(module, monkeypatch) -> None:
    before = module.index_stamp()
    monkeypatch.setattr(module, "LAYOUT_VERSION", module.LAYOUT_VERSION + 1)
    assert module.index_stamp() != before
