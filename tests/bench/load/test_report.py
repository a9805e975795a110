"""The report tells what was refused from what failed, and how the memory went."""

from __future__ import annotations

from bench.load.report import Phase, report

STATISTICS = [
    {"Name": "search", "Request Count": "80", "Failure Count": "6", "50%": "20", "95%": "60", "99%": "90"},
    {
        "Name": "Aggregated",
        "Request Count": "100",
        "Failure Count": "10",
        "Requests/s": "50",
        "50%": "15",
        "95%": "55",
        "99%": "85",
    },
]
ERRORS = {"search: CatchResponseError('refused for now')": 6, "export: CatchResponseError('status 500')": 4}
SIZES = [300 << 20, 420 << 20, 410 << 20]


def test_a_phase_counts_what_was_answered():
    phase = Phase.of_rows("two processes", 16, STATISTICS, ERRORS, SIZES)
    assert (phase.rate, phase.refused, sum(phase.failed.values())) == (45, 6, 4)
    assert (phase.all_times, phase.search_times) == ((15, 55, 85), (20, 60, 90))


def test_the_report_has_a_row_for_each_phase_and_names_every_failure():
    phase = Phase.of_rows("two processes", 16, STATISTICS, ERRORS, SIZES)
    phase.recovery = 0.25
    text = report({"Processor": "one"}, 1_000, [phase])
    assert "| two processes | 16 | 45 | 15 / 55 / 85 | 20 / 60 / 90 | 6 | 4 | 300 / 420 / 410 |" in text
    assert "After two processes: a search within a second after 0.2 s." in text
    assert "export: CatchResponseError('status 500') (4 times)" in text
