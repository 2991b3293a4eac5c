"""Who says so: sources, cues and contents (PolNeAR's terms), and which events lie in what is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from precedent.clean.document import Document, Sentence
from precedent.encode.reading import Reading, Saying, Spot
from precedent.events.draft import Draft, by_sentence
from precedent.records import Attribution, Time
from precedent.resolve.actors import Chains
from precedent.spans.phrases import Phrases

_PUT = 5  # words between "put" and a number: "put the death toll at nine"
_OPENS, _CLOSES, _PLAIN = "“", "”", '"'


class _Speaker(NamedTuple):
    """Who was last heard in a quotation, and in which sentence."""

    sentence: Sentence
    saying: Saying


def find(doc: Document, readings: Sequence[Reading], drafts: Iterable[Draft], chains: Chains) -> None:
    """Fill ``Draft.attributions``, outermost first."""
    told_in = by_sentence(drafts)
    speaker: _Speaker | None = None
    inside, paragraph = False, None
    for sentence, reading in zip(doc.sentences, readings, strict=True):
        if (sentence.part, sentence.paragraph) != paragraph:
            paragraph, inside, speaker = (sentence.part, sentence.paragraph), False, None
        quoted = inside or bool(sentence.tokens and sentence.tokens[0].text in (_OPENS, _PLAIN))
        inside = _still_inside(sentence, inside)
        quoting = any(t.text in (_OPENS, _PLAIN) for t in sentence.tokens)
        speaker = next((_Speaker(sentence, s) for s in reading.sayings if s.sources and quoting), speaker)
        for draft in told_in.get(sentence.index, ()):
            covering = [(c, s) for s in reading.sayings for c in s.contents if c.first <= draft.head < c.last]
            covering.sort(key=lambda pair: (pair[0].first - pair[0].last, pair[1].first))
            draft.attributions += [_attribution(doc, sentence, sentence, s, c, chains) for c, s in covering]
            if not covering and quoted and speaker and speaker.sentence is not sentence:
                whole = Spot(0, len(sentence.tokens), "content", 1.0)
                draft.attributions.append(_attribution(doc, speaker.sentence, sentence, speaker.saying, whole, chains))


def of_tolls(
    doc: Document,
    phrases: Sequence[Phrases],
    readings: Sequence[Reading],
    drafts: Iterable[Draft],
    times: Sequence[Time],
    chains: Chains,
) -> None:
    """Say of each toll who gave it and when, by the clause it stands in."""
    for draft in drafts:
        for k, toll in enumerate(draft.quantities):
            if toll.kind != "taking part":
                sentence = doc.sentence_at(toll.in_ or "text", toll.start)
                assert sentence is not None  # it was found there
                at = next(i for i, t in enumerate(sentence.tokens) if t.start <= toll.start < t.end)
                draft.quantities[k] = msgspec.structs.replace(
                    toll,
                    attribution=_giver(doc, sentence, phrases[sentence.index], readings[sentence.index], at, chains),
                    time=_as_of(sentence, at, [t for t in times if t.in_ == toll.in_ and t not in draft.times]),
                )


def _giver(doc: Document, sentence: Sentence, parsed: Phrases, reading: Reading, at: int, chains: Chains) -> Attribution | None:
    """Who says the words at a token, or who "put the toll at" that number."""
    covering = [(c, s) for s in reading.sayings for c in s.contents if c.first <= at < c.last]
    if covering:
        content, said = min(covering, key=lambda pair: pair[0].first - pair[0].last)
        return _attribution(doc, sentence, sentence, said, content, chains)
    put = next((i for i in range(at - 1, max(-1, at - _PUT), -1) if sentence.tokens[i].lower in ("put", "puts")), None)
    who = next((c for c in reversed(parsed.chunks) if put is not None and c.last <= put), None)
    if who is None or put is None:
        return None
    actor = chains.at(sentence.index, who.first, who.last)
    source, cue = doc.words(sentence, who.first, who.last), doc.words(sentence, put, put + 1)
    return Attribution(source=source, cue=cue, chain=actor.id if actor else None)


def _as_of(sentence: Sentence, at: int, times: Sequence[Time]) -> Time | None:
    """The day of a count: a time of its clause that dates no event."""
    breaks = [t.start for t in sentence.tokens if t.text == ";"]
    place = sentence.tokens[at].start
    first = max((b for b in breaks if b < place), default=sentence.start)
    last = min((b for b in breaks if b > place), default=sentence.end)
    return next((t for t in times if t.type in ("DATE", "TIME") and t.from_ and first <= t.start < last), None)


def _end(sentence: Sentence, source: Spot) -> int:
    """The end of who says it, without signs behind."""
    last = source.last
    while last > source.first + 1 and not any(c.isalnum() for c in sentence.tokens[last - 1].text):
        last -= 1
    return last


def _attribution(doc: Document, where: Sentence, sentence: Sentence, said: Saying, content: Spot, chains: Chains) -> Attribution:
    source = max(said.sources, key=lambda s: s.score, default=None)
    actor = chains.at(where.index, source.first, source.last) if source else None
    return Attribution(
        source=doc.words(where, source.first, _end(where, source)) if source else None,
        cue=doc.words(where, said.first, said.last),
        content=doc.words(sentence, *_trimmed(sentence, content.first, content.last)),
        chain=actor.id if actor else None,
    )


def _trimmed(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """Without commas, quotation marks and full stops at either end."""
    while first < last - 1 and sentence.tokens[first].text in ',"“”:.':
        first += 1
    while last > first + 1 and sentence.tokens[last - 1].text in ',"“”:.':
        last -= 1
    return first, last


def _still_inside(sentence: Sentence, inside: bool) -> bool:
    """Whether a quotation is open at the sentence's end."""
    for token in sentence.tokens:
        if token.text == _OPENS:
            inside = True
        elif token.text == _CLOSES:
            inside = False
        elif token.text == _PLAIN:
            inside = not inside
    return inside
