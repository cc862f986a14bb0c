"""Putting sources apart: no source is learned from and judged at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.suggestion.apart import parts_of, put_apart

SOURCES = st.lists(st.tuples(st.sampled_from(("", *"ABCDEFG")), st.booleans()), max_size=40)


@given(SOURCES, st.integers(0, 9))
def test_each_row_that_is_judged_stands_apart_once(rows: list[tuple[str, bool]], seed: int) -> None:
    sources = [source for source, _ in rows]
    judged = [source if is_judged else "" for source, is_judged in rows]
    if parts_of(judged) < 2:
        return
    parts = list(put_apart(sources, judged, seed))
    assert len(parts) == parts_of(judged) == min(5, len({*judged} - {""}))
    held = sorted(int(row) for part in parts for row in part.rows)
    assert held == [row for row, source in enumerate(judged) if source]
    for part in parts:
        here = {sources[row] for row in part.rows}
        assert [source not in here for source in sources] == part.others.tolist()
