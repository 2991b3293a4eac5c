"""What is held back is a fifth of the reports, frozen: no mark in it changes unseen."""

from __future__ import annotations

import pytest
from training.markup import parse

from training import heldback

REPORT = """@report {id}
@source Test Wire
@style wire
@region asia
@published 2001-02-03
@GPE Dhaka

# Crowd gathers in Dhaka
A crowd [gathered 1=PROTEST.demo] in Dhaka.
  1 a=A crowd; l=Dhaka
"""


def test_about_a_fifth_is_drawn_whatever_the_order() -> None:
    texts = parse("\n".join(REPORT.format(id=f"x-{n:03}") for n in range(200)), "x.rep").texts
    chosen = [t.id for t in heldback.drawn(texts)]
    assert 20 < len(chosen) < 60
    assert sorted(chosen) == sorted(t.id for t in heldback.drawn(reversed(texts)))


def test_a_checksum_sees_every_mark_and_not_where_the_text_stands() -> None:
    (one,) = parse(REPORT.format(id="x-1"), "x.rep").texts
    (moved,) = parse("\n\n" + REPORT.format(id="x-1"), "y.rep").texts
    (other,) = parse(REPORT.format(id="x-1").replace("l=Dhaka", "d=Dhaka"), "x.rep").texts
    assert heldback.digest(one) == heldback.digest(moved)
    assert heldback.digest(one) != heldback.digest(other)


def test_nothing_held_back_has_changed() -> None:
    if not heldback.FROZEN.exists():
        pytest.skip("nothing is frozen yet: the corpus is still being written")
    assert heldback.changed() == []
