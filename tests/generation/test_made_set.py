"""Precision and recall of every criterion on pieces made good and broken in a known bar; the large table is in docs/teaching.md."""

from compose.music.criteria.catalogue import CATALOGUE

from .made_set.counting import counts


def test_criteria_find_what_was_broken_where_it_was_broken():
    table = counts(range(101, 104))
    assert set(table) == set(CATALOGUE) and all(line.good + line.alarms >= 2 for line in table.values())
    found, missed, alarms = (sum(getattr(line, name) for line in table.values()) for name in ("found", "missed", "alarms"))
    assert found / (found + alarms) >= 0.98 and found / (found + missed) >= 0.98, {
        code: line for code, line in table.items() if line.missed or line.alarms
    }
