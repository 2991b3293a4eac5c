"""What became of each event: polarity, modality, genericity and tense, each departure from the default with its cue.

A verb is judged by its own group ("may not have crossed"), then by what governs it ("plans to", "denied that"), then by
its clause ("if", "repeatedly"). A nominal ("the planned visit") by the words before it and by what governs its phrase.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from precedent.clean.document import Document, Token
from precedent.events.cues import Cues, load
from precedent.events.draft import Draft
from precedent.records import Cue, Tense
from precedent.spans.phrases import Phrases

_GROUP_TAGS = frozenset({"AUX", "ADV", "PART"})
_CLAUSE_END = frozenset({";", ":", "—", "–", "but"})
_REACH = 14  # tokens between a governor and what it governs
_CROWD = 50  # a count of people from which a perfect with no day of its own reads as a running total
_PAST_AUX = frozenset({"had", "was", "were", "did"})
_PRESENT_AUX = frozenset({"is", "are", "am", "'re", "'m", "do", "does"})
_FUTURE = frozenset({"will", "shall", "'ll", "wo"})


class _Seen(NamedTuple):
    attribute: str
    value: str
    first: int
    last: int


def decide(doc: Document, phrases: Sequence[Phrases], drafts: Sequence[Draft]) -> None:
    """Set polarity, modality, genericity, tense and their cues on each draft."""
    cues = load()
    for draft in drafts:
        parsed = phrases[draft.sentence.index]
        group = _verb_group(draft, parsed.tags)
        found = _nominal(draft, cues, parsed) if draft.nominal else _verbal(draft, cues, parsed, group)
        found += _habitual(draft, cues)
        found += _total(draft, cues, group)
        _apply(doc, draft, found)
        draft.tense = _tense(draft, group)


def _apply(doc: Document, draft: Draft, found: list[_Seen]) -> None:
    """The first cue for an attribute decides; what speaks for the default silences later cues and leaves no cue itself."""
    settled: set[str] = set()
    default = {"polarity": "positive", "modality": "asserted", "genericity": "specific"}
    for seen in found:
        if seen.attribute in settled:
            continue
        settled.add(seen.attribute)
        if seen.value == default[seen.attribute]:
            continue
        setattr(draft, seen.attribute, seen.value)
        tokens = draft.sentence.tokens
        words = doc.span(draft.sentence.part, tokens[seen.first].start, tokens[seen.last - 1].end)
        draft.cues.append(Cue(attribute=seen.attribute, start=words.start, end=words.end, text=words.text, in_=words.in_))


def _verb_group(draft: Draft, tags: Sequence[str]) -> range:
    """The auxiliaries, adverbs and particles right before the trigger."""
    tokens = draft.sentence.tokens
    first = draft.first
    while first > 0 and (tags[first - 1] in _GROUP_TAGS or tokens[first - 1].lower in ("not", "n't", "to", "having")):
        first -= 1
    return range(first, draft.first)


def _verbal(draft: Draft, cues: Cues, parsed: Phrases, group: range) -> list[_Seen]:
    tokens = draft.sentence.tokens
    found: list[_Seen] = []
    marker = None
    for i in reversed(group):
        word = tokens[i].lower
        if word in cues.negators:
            found.append(_Seen("polarity", "negative", i, i + 1))
        elif word in cues.modals:
            # "said it would withdraw" backshifts a "will"; any other "would" supposes.
            value = "planned" if word in ("would", "'d") and _reported(tokens, i) else cues.modals[word]
            found.append(_Seen("modality", value, i, i + 1))
        elif word == "to":
            marker = i
    subject = _subject_word(tokens, parsed, group.start)
    if subject is not None and tokens[subject].lower in cues.negative_subjects:
        found.append(_Seen("polarity", "negative", subject, subject + 1))
    condition = _conditional(tokens, cues, group.start)
    if condition is not None:
        found.insert(0, _Seen("modality", "hypothetical", condition, condition + 1))
    gerund = tokens[draft.first].lower.endswith("ing") and (not len(group) or tokens[group[0]].lower in ("having", "not"))
    takes = "to" if marker is not None else "ing" if gerund else "that"
    return found + _governed(tokens, cues, parsed.tags, group.start, takes, plain=marker is not None)


def _reported(tokens: Sequence[Token], i: int) -> bool:
    """Whether "would" at *i* backshifts a "will" ("said it would withdraw") rather than supposes."""
    return any(
        t.lower in ("said", "announced", "confirmed", "told", "added", "promised", "that", "vowed", "pledged")
        for t in tokens[max(0, i - 8) : i]
    )


def _subject_word(tokens: Sequence[Token], parsed: Phrases, before: int) -> int | None:
    chunk = next((c for c in reversed(parsed.chunks) if c.last <= before and before - c.last <= 1), None)
    return chunk.first if chunk is not None else (before - 1 if before > 0 else None)


def _conditional(tokens: Sequence[Token], cues: Cues, before: int) -> int | None:
    for i in range(before - 1, max(-1, before - _REACH), -1):
        word = tokens[i].lower
        if word in _CLAUSE_END or word in (",", ".", "that"):
            return None
        if word in cues.conditionals and not (word == "should" and i > 0 and tokens[i - 1].lower != ","):
            return i
    return None


def _governed(tokens: Sequence[Token], cues: Cues, tags: Sequence[str], before: int, takes: str, plain: bool) -> list[_Seen]:
    """What the nearest governor to the left says of the event, walking over the phrases between them."""
    found: list[_Seen] = []
    for i in range(before - 1, max(-1, before - _REACH), -1):
        word = tokens[i].lower
        if word in _CLAUSE_END or (word == "and" and takes != "noun" and tags[min(i + 1, len(tags) - 1)] == "VERB"):
            break
        if word == "," and takes != "that":
            break
        governors = [g for g in cues.governors.get(word, ()) if takes in g.takes]
        if governors and _links(tokens, tags, i, before, takes):
            found += [_Seen(g.attribute, g.value, i, i + 1) for g in governors[:1]]
            if i > 0 and tokens[i - 1].lower in (cues.negators | cues.negative_subjects) and governors[0].attribute == "modality":
                found.append(_Seen("polarity", "negative", i - 1, i))
            break
        if tags[i] == "VERB" and takes in ("to", "ing", "noun"):
            break
    if plain and not found:
        # An infinitive that nothing governs tells a purpose ("came to help"): aimed at, not said to be done.
        found.append(_Seen("modality", "planned", before, before + 1))
    return found


def _links(tokens: Sequence[Token], tags: Sequence[str], governor: int, before: int, takes: str) -> bool:
    """Whether the words between the governor and the event let the one govern the other."""
    between = range(governor + 1, before)
    if takes == "to":
        return all(tags[j] not in ("VERB", "SCONJ") for j in between)
    if takes == "ing":
        return all(tags[j] not in ("VERB", "AUX") for j in between)
    if takes == "noun":
        return (
            all(tags[j] in ("ADP", "DET", "ADJ", "NOUN", "PROPN", "ADV", "PART", "NUM", "PRON", "CCONJ", "PUNCT") for j in between)
            and len(between) <= 7
        )
    if any(tokens[j].lower == "that" for j in between):
        return True
    return (
        tags[governor] == "VERB"
        and len(between) > 0
        and not any(tags[j] in ("VERB", "SCONJ") or tokens[j].lower in (",", "who", "which", "for", "of") for j in between)
    )


def _nominal(draft: Draft, cues: Cues, parsed: Phrases) -> list[_Seen]:
    tokens = draft.sentence.tokens
    chunk = next((c for c in parsed.chunks if c.first <= draft.head < c.last), None)
    first = chunk.first if chunk is not None else draft.first
    found = [
        _Seen(*cues.before_nouns[tokens[i].lower], i, i + 1)
        for i in range(draft.first - 1, max(first - 2, -1), -1)
        if tokens[i].lower in cues.before_nouns
    ]
    # "calls for the release of", "no plans for talks": the governor stands before the phrase, over prepositions.
    return found + _governed(tokens, cues, parsed.tags, first, "noun", plain=False)


def _phrase_at(tokens: Sequence[Token], phrases: Mapping[str, Sequence[tuple[str, ...]]], i: int) -> int:
    """How many tokens a phrase takes that starts at *i*; 0 for none."""
    for phrase in phrases.get(tokens[i].lower, ()):
        if phrase == tuple(t.lower for t in tokens[i : i + len(phrase)]):
            return len(phrase)
    return 0


def _habitual(draft: Draft, cues: Cues) -> list[_Seen]:
    tokens = draft.sentence.tokens
    found: list[_Seen] = []
    if not draft.nominal:
        for i in range(max(0, draft.first - 3), min(len(tokens), draft.last + 1)):
            if tokens[i].lower in cues.habitual_adverbs:
                found.append(_Seen("genericity", "habitual", i, i + 1))
    for i in range(max(0, draft.first - _REACH), min(len(tokens), draft.last + _REACH)):
        length = _phrase_at(tokens, cues.habitual_phrases, i)
        if length:
            found.append(_Seen("genericity", "habitual", i, i + length))
    if not draft.nominal and not draft.times:
        # "Few soldiers have crossed": how often it happens, not one time that it did.
        vague = next((i for i in range(max(0, draft.first - 6), draft.first) if tokens[i].lower in cues.vague), None)
        if vague is not None and any(t.lower in ("have", "has") for t in tokens[vague : draft.first]):
            found.append(_Seen("genericity", "habitual", vague, vague + 1))
    for time in draft.times:
        if time.type == "SET":
            span = [i for i, t in enumerate(tokens) if time.start <= t.start < time.end]
            if span:
                found.append(_Seen("genericity", "habitual", span[0], span[-1] + 1))
    return found


def _total(draft: Draft, cues: Cues, group: range) -> list[_Seen]:
    """Sums over a period: "a total of", "so far", or a crowd in the perfect with no day of its own."""
    tokens = draft.sentence.tokens
    counted = next((q for q in draft.quantities if isinstance(q.value, (int, float)) and q.value >= 2), None)
    if counted is None:
        return []
    where = [i for i, t in enumerate(tokens) if counted.start <= t.start < counted.end]
    for i in range(len(tokens)):
        length = _phrase_at(tokens, cues.total_phrases, i)
        if length:
            return [_Seen("genericity", "total", i, i + length)]
    perfect = any(tokens[i].lower in ("have", "has", "'ve") for i in group)
    daily = any(t.grain in ("day", "part", "hour", "minute", "second", "weekend") for t in draft.times)
    if where and perfect and not daily and counted.value is not None and counted.value >= _CROWD:
        return [_Seen("genericity", "total", where[0], where[-1] + 1)]
    return []


def _tense(draft: Draft, group: range) -> Tense | None:
    tokens = draft.sentence.tokens
    words = [tokens[i].lower for i in group]
    if any(w in _FUTURE for w in words):
        return "future"
    if draft.nominal:
        return None
    head = tokens[draft.head].lower
    if any(w in _PAST_AUX for w in words) or any(w in ("have", "has", "'ve", "having", "been") for w in words):
        return "past"
    if any(w in _PRESENT_AUX for w in words):
        return "present"
    if draft.modality in ("planned", "requested") or "to" in words:
        return "future"
    if head.endswith("ing"):
        return None
    if head.endswith("s") and not head.endswith("ss"):
        # Headlines tell what has just happened in the present tense.
        return "past" if draft.sentence.part == "title" else "present"
    return "past"
