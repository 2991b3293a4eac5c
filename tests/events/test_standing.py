"""What is told as history: by date, tense and what bounds a time. Triggers and times are given, not read by the encoder."""

from __future__ import annotations

import pytest

from precedent.events import standing
from precedent.records import Time
from precedent.resolve import calendar
from precedent.spans import times
from tests.support.reading import read

PUBLISHED = "2025-10-20"
# The sentence; the word that tells the event; how likely an encoder finds it to be history; what it is, with the words that say so.
CASES = """
In 2017 a guard was shot at the gate. | shot | 0.0 | background: In 2017
Police arrested a man on 3 May 2024. | arrested | 0.0 | background: on 3 May 2024
Police arrested a man last year. | arrested | 0.0 | background: last year
Police arrested a man in March. | arrested | 0.0 | background: in March
Police arrested a man on Friday. | arrested | 0.0 | other
Police arrested a man on Friday. | arrested | 0.9 | other
Police arrested a man last night. | arrested | 0.9 | other
Police arrested a man two weeks ago. | arrested | 0.0 | other
Police arrested a man two weeks ago. | arrested | 0.4 | background
Workers have struck since March. | struck | 0.0 | other
Workers have struck since March. | struck | 0.9 | other
It is the third case since soldiers came ashore. | came | 0.0 | background: since
Troops have since left the port. | left | 0.0 | other
Three years after the coup the port reopened. | coup | 0.0 | background: years after
Three weeks after the coup the port reopened. | coup | 0.0 | background: weeks after
Since 2017, when rebels took the port, nobody has sailed. | took | 0.0 | background: Since 2017
Three days after the coup the port reopened. | coup | 0.0 | other
The mayor had warned of floods. | warned | 0.0 | other
The mayor had warned of floods. | warned | 0.2 | background
The mayor warned of floods. | warned | 0.2 | other
The mayor warned of floods. | warned | 0.5 | background
""".strip().splitlines()


@pytest.mark.parametrize("line", CASES)
def test_standing(line: str) -> None:
    text, word, likely, wanted = (cell.strip() for cell in line.split("|"))
    reading = read(text, published=PUBLISHED)
    draft = reading.draft(word)
    draft.nominal = word == "coup"
    draft.told = draft.told._replace(background=float(likely))
    if not draft.nominal:
        draft.times = list(_times(reading.doc))
    standing.decide(reading.doc, reading.phrases, [draft])
    cue = next((c.text for c in draft.cues if c.attribute == "standing"), None)
    assert f"{draft.standing}: {cue}" == wanted if cue else draft.standing == wanted


def _times(doc: object) -> tuple[Time, ...]:
    return calendar.resolve(doc, times.find(doc))  # type: ignore[arg-type]


@pytest.mark.parametrize("modality", ["planned", "requested", "possible", "hypothetical"])
def test_what_is_to_come_is_no_history(modality: str) -> None:
    reading = read("The president vowed last year to crush the revolt.", published=PUBLISHED)
    draft = reading.draft("crush")
    draft.times = list(_times(reading.doc))
    draft.modality = modality  # type: ignore[assignment]
    standing.decide(reading.doc, reading.phrases, [draft])
    assert draft.standing == "other"


def test_a_sum_over_past_years_is_none_either() -> None:
    reading = read("In 2023 a total of 61 people were killed by mines.", published=PUBLISHED)
    draft = reading.draft("killed")
    draft.times, draft.genericity = list(_times(reading.doc)), "total"
    standing.decide(reading.doc, reading.phrases, [draft])
    assert draft.standing == "other"


def test_what_stands_beside_a_dated_event_of_history_is_doubted_sooner() -> None:
    reading = read("In 2017 a guard was shot as he fled, and soldiers carried him to a hospital.", published=PUBLISHED)
    shot, carried = reading.draft("shot"), reading.draft("carried")
    shot.times = list(_times(reading.doc))
    carried.told = carried.told._replace(background=0.2)
    standing.decide(reading.doc, reading.phrases, [shot, carried])
    assert (shot.standing, carried.standing) == ("background", "background")
