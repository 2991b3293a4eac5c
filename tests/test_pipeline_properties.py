"""Whatever text comes in: marks come out, every span is true to the text as given, and the same text gives the same marks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precedent.pipeline import mark
from precedent.records import Report, to_json
from tests.test_contract import offsets

PROSE = st.sampled_from(
    [
        "A North Korean soldier crossed the Military Demarcation Line on Sunday, the South Korean military said.",
        "Police arrested 12 protesters in Paris on 3 May 2024.",
        "“We will not withdraw,” the minister said.",
        "\r\n\r\n",
        "\n",
        "\x00",
        "\u200b\u202e",
        "Ã©tÃ© 2019 \ufeff",
        "It was the first attack since last August.",
        "مصر",
        "👩‍👩‍👧 e\u0301",
        "SEOUL, Oct. 20 (Wire) — ",
        "> quoted: The army attacked Kharkiv.\n",
        "#12\nSenior Member\nPosts: 44\n",
    ]
)
ODD = st.lists(st.one_of(PROSE, st.text(max_size=30)), max_size=8).map(" ".join)
DATES = st.sampled_from([None, "2025-10-20", "2025-10-20T23:30:00+09:00", "1999-01-01"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=ODD, title=st.one_of(st.none(), ODD), published=DATES)
def test_every_span_is_true_to_the_text_as_given(text: str, title: str | None, published: str | None) -> None:
    report = Report(id="r", text=text, title=title, published=published)
    said = json.loads(to_json(mark(report)))
    offsets(said, {"text": text, "title": title or ""})
    assert said == json.loads(to_json(mark(report)))


SINGLE: list[Any] = ["", " ", "\n\n", "\x00", "Attack", "attacked", "2017", "Seoul", "١٢", "\ud83d", "a" * 70_000, "\r\n" * 5_000]


@pytest.mark.parametrize("text", SINGLE, ids=lambda t: repr(t[:8]))
def test_texts_at_the_edge(text: str) -> None:
    said = mark(Report(id="r", text=text, published="2025-10-20"))
    assert said.id == "r"


def test_a_megabyte_in_one_line_is_read(soak: bool) -> None:
    """A quarter of it without ``--soak``: what is read is read in proportion."""
    times = 11_800 if soak else 2_950
    text = "The army attacked the town of Kharkiv on Sunday, and 12 people were killed, police said. " * times
    said = mark(Report(id="long", text=text, published="2025-10-20"))
    assert len(said.times) > times * 0.84
