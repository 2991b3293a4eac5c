"""What a careful reader takes from the sentences before: who, when and where, where a sentence itself says none of it.

"Rebels attacked a post at X on Monday. Eight were killed": a reader keeps time and place until others are named. Whatever is
carried on keeps its own words, in the sentence they stand in. What happens within one sentence is settled in ``scene.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from precedent.clean.document import Document, Sentence
from precedent.codebooks.matching import BE
from precedent.events.draft import DAYS, Draft, by_sentence
from precedent.events.places import LARGE, SOMEWHERE, as_role, told_at
from precedent.events.scene import apart, aside
from precedent.records import CARRIED, Place, RolePlace, Time
from precedent.spans.phrases import Phrases

_REACH = 4  # sentences: further back a reader has lost the thread of somebody
_THREAD = 3  # and of a time or place that is nobody's
_CALENDAR = ("DATE", "TIME")
_NEWS = timedelta(days=14)  # of a time longer before the report only its own paragraph tells on
_HARM = frozenset({"killed", "wounded", "missing", "arrested", "detained", "displaced", "abducted"})
_BACK = frozenset({"he", "she", "they", "it", "him", "her", "them", "there", "both"})
_HANGS = frozenset({"who", "whom", "whose", "which", "when", "after", "before", "since", "until"})
_ARTICLES = frozenset({"a", "an", "the", "one"})
_ANOTHER = frozenset({"another", "other", "others", "second", "third", "fourth", "fifth"})
_NUMBERS = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"})
_PERFECT = frozenset({"has", "have", "had", "having", "'ve", "'d"})


def carry(
    doc: Document, phrases: Sequence[Phrases], drafts: Sequence[Draft], times: Sequence[Time], places: Sequence[Place]
) -> None:
    """Give tellings what the sentences before say of them; *times* without those at which the report was filed.

    The doer of the sentence right before goes on where a count of harm or a pronoun shows that the same thing is told: "It
    happened in Aden on Monday. Three people were killed". Nominals, plans and habits carry no time on and take none.
    """
    text = sorted((d for d in drafts if d.sentence.part == "text"), key=lambda d: (d.sentence.index, d.first))
    _kinds(text)
    done = [d for d in text if _done(d, phrases)]
    _times(doc, phrases, text, done, times)
    _places(doc, text, places)
    done_in = by_sentence(done)
    for draft in done:
        if _goes_on(doc, draft):
            _doers(doc, draft, done_in.get(draft.sentence.index - 1, []))


def _kinds(text: Sequence[Draft]) -> None:
    """What sort of people "another", "a third" and, doing the same, "two" are: that of those told of last in that role."""
    for at, draft in enumerate(text):
        for k, actor in enumerate(draft.actors):
            words = set(actor.text.lower().split()) - _ARTICLES
            if not words or not words <= (_ANOTHER | _NUMBERS):
                continue
            before = (d for d in reversed(text[:at]) if words <= _ANOTHER or _readings(d) & _readings(draft))
            like = next((a for d in before for a in d.actors if a.role == actor.role and a.sector), None)
            if like is not None:
                draft.actors[k] = msgspec.structs.replace(actor, country=like.country, sector=like.sector)


def _readings(draft: Draft) -> set[str]:
    return {draft.type, *(also.type for also in draft.also)}


def _done(draft: Draft, phrases: Sequence[Phrases]) -> bool:
    """Told by a verb as done: its own, or that of which it is the subject ("a bomb | killed two")."""
    told = (draft.polarity, draft.modality, draft.genericity) == ("positive", "asserted", "specific")
    befell = draft.head > 0 and draft.sentence.tokens[draft.head - 1].lower in BE  # "were wounded", which taggers take for a state
    return told and (befell or not draft.nominal or _does(draft, phrases))


def _does(draft: Draft, phrases: Sequence[Phrases]) -> bool:
    return draft.nominal and phrases[draft.sentence.index].penn[draft.last : draft.last + 1] == ("VBD",)


def _goes_on(doc: Document, draft: Draft) -> bool:
    """Whether a telling shows that it goes on from the sentence before: a count of harm that nobody is said to have done, or a
    pronoun; within one paragraph, or the one behind it."""
    before = _before(doc, draft)
    if before is None:
        return False
    harm = any(q.kind in _HARM and q.value != 0 for q in draft.quantities) and not any(a.role == "actor" for a in draft.actors)
    return harm or bool(_BACK & {a.text.lower() for a in draft.actors})


def _before(doc: Document, draft: Draft) -> Sentence | None:
    """The sentence of the text right before a telling's, in its paragraph or the one before."""
    found = doc.sentences[draft.sentence.index - 1] if draft.sentence.index else None
    return found if found and found.part == "text" and draft.sentence.paragraph - found.paragraph <= 1 else None


def _times(doc: Document, phrases: Sequence[Phrases], text: Sequence[Draft], done: Sequence[Draft], times: Sequence[Time]) -> None:
    """The day goes on with somebody for some sentences; and with the simple past, which tells of a time that is known.

    "Belarus expelled two diplomats on Monday. Lithuania called the step groundless." A perfect tells of no such time ("has called
    for an inquiry", "had refused"), nor does what came before or after another thing, nor a sentence that names a time.
    """
    last: dict[str, Draft] = {}
    thread: Draft | None = None
    told_in, done_in = by_sentence(text), by_sentence(done)
    for draft in done:
        chains = sorted({actor.chain for actor in draft.actors if actor.chain})
        beside = next((d for d in told_in[draft.sentence.index] if d.first < draft.first), None)
        own = beside is not None and aside(beside, draft)
        if not draft.times and draft.tense in ("past", None) and not own:
            alone = not any(draft.sentence.holds(t) and t.type in _CALENDAR and t.from_ for t in times)
            before = [last[c] for c in chains if c in last and draft.sentence.index - last[c].sentence.index <= _REACH]
            nearest = max(before, key=lambda d: (d.sentence.index, d.first), default=None)
            if nearest is not None:
                draft.times = list(nearest.times)
            elif alone and _goes_on(doc, draft):
                back = doc.sentences[draft.sentence.index - 1]
                named = [] if back.index in told_in else [t for t in times if back.holds(t)]
                told = [t for d in done_in.get(back.index, []) for t in d.times] or named
                draft.times = [t for t in told if t.in_ is None and t.grain in DAYS][:1]
            if not draft.times and alone and thread is not None and _simple_past(draft, phrases) and _tells_on(doc, thread, draft):
                draft.times = thread.times[:1]
        if draft.times and draft.times[0].grain in DAYS:
            last |= dict.fromkeys(chains, draft)
            thread = thread if _subordinate(draft) else draft


def _simple_past(draft: Draft, phrases: Sequence[Phrases]) -> bool:
    """ "Called", "was freed", "were asking": no perfect, and no participle that hangs on another verb."""
    parsed, tokens = phrases[draft.sentence.index], draft.sentence.tokens
    at = draft.head
    while at > 0 and parsed.tags[at - 1] in ("AUX", "ADV", "PART"):
        at -= 1
    aux = {t.lower for t in tokens[at : draft.head]}
    active = at > 0 and any(
        a.role == "actor" and a.end == tokens[at - 1].end for a in draft.actors
    )  # "withdrew", tagged as withdrawn
    past = parsed.penn[draft.head] == "VBD" or (active and parsed.penn[draft.head] == "VBN")
    return not aux & _PERFECT and (past or bool(aux & {"was", "were", "did"}) or _does(draft, phrases))


def _subordinate(draft: Draft) -> bool:
    """Told in a clause that hangs on another: "Thursday's ambush, in which four were killed". The story goes on without it."""
    words = [t.lower for t in draft.sentence.tokens[: draft.first]]
    start = max((k + 1 for k, word in enumerate(words) if word in (",", ";", ":")), default=0)
    return bool(_HANGS & set(words[start:]))


def _tells_on(doc: Document, thread: Draft, draft: Draft) -> bool:
    """Whether the time told last is still that of a telling: near it, and news or told in its paragraph."""
    same = thread.sentence.paragraph == draft.sentence.paragraph
    near = draft.sentence.index - thread.sentence.index <= _THREAD
    return near and thread.standing != "background" and (same or not _long_ago(thread.times[0], doc.report.published))


def _long_ago(time: Time, published: str | None) -> bool:
    if not published or not time.until:
        return False
    return date.fromisoformat(time.until[:10]) < date.fromisoformat(published[:10]) - _NEWS


def _places(doc: Document, text: Sequence[Draft], places: Sequence[Place]) -> None:
    """Places from the sentences before, as long as the time stays; of what is told of no place at all, the title's."""
    title = _title(doc, places)
    told_in = by_sentence(text)
    last: Draft | None = None
    for draft in text:
        if draft.type not in SOMEWHERE or draft.genericity != "specific" or draft.modality not in ("asserted", "believed"):
            continue
        back = _before(doc, draft)
        if not draft.places and _goes_on(doc, draft) and back is not None and back.index not in told_in:
            draft.places = _carried(as_role(p, "location") for p in places if back.holds(p) and not p.as_actor and told_at(doc, p))
        if not draft.places:
            near = last is not None and draft.sentence.index - last.sentence.index <= _THREAD
            # "The last strike at the port was in 2018": of one kind, what a paragraph tells besides is told for its place.
            alike = last is not None and last.type == draft.type and last.sentence.paragraph == draft.sentence.paragraph
            if last is not None and near and (alike or not apart(last, draft)):
                draft.places = _carried(last.places)
            elif last is None and draft.standing != "background":
                draft.places = _carried(title)
        if any(p.role == "location" for p in draft.places):
            last = draft


def _title(doc: Document, places: Iterable[Place]) -> list[RolePlace]:
    """Where the title says that its news is: "in Togo". What stands before a colon may be who speaks."""
    told = [p for p in places if p.in_ == "title" and told_at(doc, p)]
    return [as_role(p, "location") for p in told[:1]]


def _carried(places: Iterable[RolePlace]) -> list[RolePlace]:
    """The place as it is carried on: the finest. Where two stand side by side, a reader knows neither for the one."""
    told = [p for p in places if p.role == "location"]
    fine = [p for p in told if p.kind not in LARGE] or told
    one = len({p.place or p.text for p in fine}) == 1
    return [msgspec.structs.replace(p, how=CARRIED) for p in fine[:1]] if one else []


def _doers(doc: Document, draft: Draft, before: Sequence[Draft]) -> None:
    """Who did what the sentence right before tells did this too, where nobody else is said to: "Three teachers were killed"."""
    back = doc.sentences[draft.sentence.index - 1]
    same = [d for d in before if d.type == draft.type and any(a.role == "actor" for a in d.actors)]
    nobody = "actor" in draft.takes and not any(a.role == "actor" for a in draft.actors)
    if not same or not nobody or not (draft.passive or draft.nominal):
        return
    against = back.tokens[same[-1].last : same[-1].last + 1] != () and back.tokens[same[-1].last].lower == "with"
    mine = {a.chain or a.text for a in draft.actors}
    doers = [a for a in same[-1].actors if a.role == "actor"]
    if not against and mine.isdisjoint(a.chain or a.text for a in doers):
        draft.actors += doers
