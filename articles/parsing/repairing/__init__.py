"""What people mend of a page's reading, applied between reading and storing, so that a better reader meets it too.

Pure.

May import: articles.parsing.
"""

from articles.parsing.repairing.applying import repaired
from articles.parsing.repairing.carrying import carried, carried_runs
from articles.parsing.repairing.repairs import MISFIT, Anchor, HeadLine, Operation, Repair, anchor_at

__all__ = ["MISFIT", "Anchor", "HeadLine", "Operation", "Repair", "anchor_at", "carried", "carried_runs", "repaired"]
