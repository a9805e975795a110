"""What every engine promises. Each engine's tests are a subclass that says how one is made."""

from __future__ import annotations

from tests.search.engines.analysis_contract import AnalysisContract
from tests.search.engines.searching_contract import SearchingContract
from tests.search.engines.writing_contract import WritingContract


class EngineContract(SearchingContract, WritingContract, AnalysisContract):
    """All of it."""
