"""What kills and measures sites runs without pytest too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.search.own_site import OwnSite


def test_a_site_needs_no_settings_named_by_who_starts_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")
    script = "from django.conf import settings; print(settings.DATA_DIR)"
    assert OwnSite(tmp_path / "site").run(script).strip() == str(tmp_path / "site")
