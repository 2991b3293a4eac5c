"""What is taken from the sentences before: place, time and doer, only where the sentence has none, cited to the words there."""

from __future__ import annotations

import msgspec
import pytest

from precedent.clean.prepare import prepare
from precedent.events import narrative, quantities, scene
from precedent.events.draft import Draft
from precedent.events.places import as_role
from precedent.knowledge.gazetteer import Gazetteer
from precedent.records import Report
from precedent.resolve import calendar, places
from precedent.spans import names, times
from precedent.spans.phrases import parse
from tests.support.reading import Reading, chains

# The report; triggers in order, each with its actor and its recipient; what the last one takes: place, time, doer.
CASES = """
It happened in Aden on Monday. Three people were killed. | killed(,Three people) | Aden Monday -
A bomb went off in Aden on Monday. Three people were killed. | killed(,Three people) | Aden Monday -
Gunmen stormed a school in Kaduna on Monday. Three teachers were killed. | stormed(Gunmen,a school) killed(,Three teachers) | \
    Kaduna Monday Gunmen
Soldiers raided a camp near Goma on Friday. Six men were wounded. | raided(Soldiers,a camp) wounded(,Six men) | \
    Goma Friday Soldiers
Police clashed with students in Dhaka on Sunday. Twelve people were wounded. | \
    clashed(Police,students) wounded(,Twelve people) | Dhaka Sunday -
Gunmen stormed a school in Kaduna on Monday. Three teachers were killed in Kano. | \
    stormed(Gunmen,a school) killed(,Three teachers) | - Monday Gunmen
Gunmen stormed a school in Kaduna on Monday. Three teachers were killed on Tuesday. | \
    stormed(Gunmen,a school) killed(,Three teachers) | Kaduna - Gunmen
Gunmen stormed a school in Kaduna on Monday. Rebels killed three teachers. | \
    stormed(Gunmen,a school) killed(Rebels,three teachers) | Kaduna Monday -
Gunmen stormed a school in Kaduna on Monday. One. Three teachers were killed. | \
    stormed(Gunmen,a school) killed(,Three teachers) | Kaduna Monday -
Gunmen stormed a school in Kaduna on Monday. The army has freed ten. | stormed(Gunmen,a school) freed(The army,ten) | Kaduna - -
Gunmen stormed a school in Kaduna on Monday. The army had freed ten. | stormed(Gunmen,a school) freed(The army,ten) | Kaduna - -
Gunmen stormed a school in Kaduna on Monday. The army freed ten by 3 May. | stormed(Gunmen,a school) freed(The army,ten) | \
    Kaduna - -
It follows a raid near Goma, in which men stormed a camp on Monday. The army freed ten. | \
    stormed(men,a camp) freed(The army,ten) | Goma - -
Gunmen stormed a school in Kaduna on 3 May 2024. The army freed ten. | stormed(Gunmen,a school) freed(The army,ten) | \
    Kaduna 3_May_2024 -
Gunmen stormed a school in Kaduna on 3 May 2024.§The army freed ten. | stormed(Gunmen,a school) freed(The army,ten) | \
    Kaduna - -
Gunmen stormed a school in Kaduna on Monday.§The army freed ten. | stormed(Gunmen,a school) freed(The army,ten) | \
    Kaduna Monday -
Gunmen stormed a school in Kaduna on Monday. They killed a guard. | stormed(Gunmen,a school) killed(They,a guard) | \
    Kaduna Monday -
Gunmen fought in Kaduna and Kano on Monday. Three people were killed. | fought(Gunmen,) killed(,Three people) | - Monday Gunmen
""".strip().splitlines()


def drafts(text: str, told: str) -> tuple[Reading, list[Draft], tuple[object, ...], tuple[object, ...]]:
    doc = prepare(Report(id="r", text=text, published="2025-10-20"))
    phrases = tuple(parse(s) for s in doc.sentences)
    gazetteer = Gazetteer.open()
    named = names.find(doc, phrases, [()] * len(doc.sentences), gazetteer)
    where = places.resolve(doc, phrases, named, gazetteer)
    when = calendar.resolve(doc, times.find(doc))
    reading = Reading(doc, phrases, chains(doc, phrases, named, where, gazetteer))
    found = []
    for part in told.replace(") ", ")|").split("|"):
        word, _, cast = part.rstrip(")").partition("(")
        actor, _, recipient = cast.partition(",")
        draft = reading.draft(word, **{role: who for role, who in (("actor", actor), ("recipient", recipient)) if who})
        draft.passive, draft.tense = not actor, "past"
        here = draft.sentence
        if word != "killed" or actor:
            draft.times = [t for t in when if here.start <= t.start < here.end]
            draft.places = [as_role(p, "location") for p in where if here.start <= p.start < here.end]
        found.append(draft)
    quantities.find(doc, phrases, found)
    return reading, found, when, where


@pytest.mark.parametrize("line", CASES)
def test_what_a_telling_takes_from_the_sentence_before(line: str) -> None:
    text, told, wanted = (cell.strip().replace("§", "\n\n") for cell in line.split("|"))
    reading, found, when, where = drafts(text, told)
    last = found[-1]
    own = {(s.start, s.end) for s in (*last.places, *last.times, *last.actors)}
    scene.settle(reading.doc, found, when, where)  # type: ignore[arg-type]
    narrative.carry(reading.doc, reading.phrases, found, when, where)  # type: ignore[arg-type]
    taken = [
        next((s.text for s in spans if (s.start, s.end) not in own and s.start < last.sentence.start), "-")
        for spans in (last.places, last.times, [a for a in last.actors if a.role == "actor"])
    ]
    assert [words.replace(" ", "_") for words in taken] == wanted.split()
    for span in (*last.places, *last.times, *last.actors):
        assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(("attribute", "value"), [("polarity", "negative"), ("modality", "planned"), ("genericity", "habitual")])
def test_what_is_denied_planned_or_habitual_gives_no_time_and_takes_none(attribute: str, value: str) -> None:
    text = "Gunmen stormed a school in Kaduna on Monday. Three teachers were killed."
    for which in (0, 1):
        reading, found, when, where = drafts(text, "stormed(Gunmen,a school) killed(,Three teachers)")
        setattr(found[which], attribute, value)
        narrative.carry(reading.doc, reading.phrases, found, when, where)  # type: ignore[arg-type]
        assert not found[1].times


# The report; triggers as above; the sector of the last one's actor.
KINDS = """
A guard crossed near Goma in May. On Friday another came. | crossed(A guard,) came(another,) | MIL
A guard crossed near Goma in May. On Friday a third fled. | crossed(A guard,) fled(a third,) | MIL
A guard crossed near Goma in May. On Friday two came. | crossed(A guard,) came(two,) | MIL
A guard crossed near Goma in May. On Friday nobody came. | crossed(A guard,) came(nobody,) | None
A guard was shot near Goma in May. On Friday two came. | shot(,A guard) came(two,) | None
""".strip().splitlines()


@pytest.mark.parametrize("line", KINDS)
def test_another_is_of_the_kind_told_of_last(line: str) -> None:
    text, told, wanted = (cell.strip() for cell in line.split("|"))
    reading, found, when, where = drafts(text, told)
    for actor in [a for a in found[0].actors if "guard" in a.text]:
        found[0].actors = [msgspec.structs.replace(actor, sector="MIL")]
    narrative.carry(reading.doc, reading.phrases, found, when, where)  # type: ignore[arg-type]
    assert str(found[-1].actors[0].sector) == wanted
