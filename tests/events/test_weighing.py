"""How sure an event is and which is the news: every trait has its weight, and more evidence never makes an event less sure."""

from __future__ import annotations

import pytest

from precedent.events import weighing
from precedent.events.weighing import Traits

PLAIN = Traits(*([0.0] * len(Traits._fields)))


@pytest.mark.parametrize("table", ["confidence", "main"])
def test_every_trait_is_weighed(table: str) -> None:
    assert set(weighing.weights()[table]) == {*Traits._fields, "bias"}


@pytest.mark.parametrize("trait", ["told", "typed", "report"])
def test_a_surer_trigger_makes_a_surer_event(trait: str) -> None:
    sure = [weighing.confidence(PLAIN._replace(**{trait: odds})) for odds in (-4.0, -1.0, 0.0, 1.0, 4.0)]
    assert sure == sorted(sure)
    assert 0.01 <= sure[0] <= sure[-1] <= 0.99


@pytest.mark.parametrize(("trait", "sign"), [("main", 1), ("title", 1), ("first", 1), ("background", -1)])
def test_what_makes_news(trait: str, sign: int) -> None:
    assert sign * (weighing.newsworthiness(PLAIN._replace(**{trait: 1.0})) - weighing.newsworthiness(PLAIN)) > 0
