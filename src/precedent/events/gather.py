"""Tellings to events: one occurrence told twice in a report is one event, with all its mentions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import msgspec

from precedent.clean.document import Document
from precedent.events import disputes, headline, news, weighing
from precedent.events.draft import Draft, cue
from precedent.events.news import Heading
from precedent.events.triggers import OTHER
from precedent.events.weighing import Traits
from precedent.records import CARRIED, Event, Place, Quantity, RoleActor, RolePlace, Span, Told
from precedent.spans.phrases import Phrases

# What speaks for two tellings being of one occurrence; they are joined from ENOUGH up, if nothing speaks against it.
_SAME_ACTOR, _SAME_TIME, _SAME_PLACE, _DEFINITE, _RANKED, _TITLE, _SAME_WORD, _REPEATED = 2.0, 1.0, 1.0, 1.5, 1.5, 1.5, 0.5, 5.0
_ONE_NEWS = 1.0  # of what no codebook lists a report tells one thing in many words: derailed, crash, tragedy
_HARM = 2.5
_ENOUGH = 1.5
LEAST = 0.3  # an event less sure than this is not told
REPORT, SEVERAL = 0.75, 3  # a report of several sentences none of whose listed events is as sure as this tells of none
_FIRST, _LAST = 4, 12  # events of a kind that a telling is held against: those told first and those told last
_NEW = frozenset({"another", "second", "separate", "earlier", "previous", "similar", "other", "different", "new", "further"})
_RANKS = frozenset(
    {
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "latest",
        "last",
        "only",
        "deadliest",
        "largest",
        "biggest",
        "worst",
        "most",
    }
)
_LINKS = frozenset({"was", "is", "were", "be", "been", "becomes", "became", "marks", "marked", "marking", ",", "–", "—"})
_DEFINITES = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their"})
_HARMED = frozenset("killed killing kill kills died die dies dead wounded wounding hurt injured injuring lost".split())  # noqa: SIM905
_FINE = frozenset({"settlement", "crossing", "base", "camp", "facility"})


_REVISIONS = ("earlier", None, "later")
T = TypeVar("T")


_Group = list[Draft]  # tellings of one occurrence


class Gathered(NamedTuple):
    """Events in the order they are first told in the text, their traits, and for each draft (in the order given) its event's
    id, None where it is too unsure to be told."""

    events: tuple[Event, ...]
    traits: tuple[Traits, ...]
    ids: list[str | None]


def gather(
    doc: Document, phrases: Sequence[Phrases], drafts: Sequence[Draft], heading: Heading | None = None, least: float = LEAST
) -> Gathered:
    """The events of a report; those less sure than *least* are left out, and of no listed type all but the news (at 0: nothing)."""
    groups: list[_Group] = []
    heads = frozenset(s.index for s in headline.headings(doc))
    ordered = sorted(drafts, key=lambda d: (d.sentence.index in heads, d.sentence.repeat, d.sentence.index, d.first))
    member: dict[int, _Group] = {}
    alike: dict[tuple[str, ...], list[_Group]] = {}
    for draft in ordered:
        known = alike.setdefault(_kind(draft), [])
        group = _denied(groups, draft) or _same(known, draft, draft.sentence.index in heads)
        if group is None:
            group = []
            groups.append(group)
            known.append(group)
        elif _ranks(draft):
            # "the second in two weeks, after one at Gyodong on 8 August": those are the others' times and places.
            draft.times.clear()
            draft.places.clear()
        group.append(draft)
        member[id(draft)] = group
    groups.sort(key=lambda g: (g[0].sentence.part == "title", g[0].start))
    place = {index: k for k, index in enumerate(s.index for s in doc.sentences if s.part == "text")}
    weighed = weighing.traits(groups, place, heads)
    sure = [(g, t, c) for g, t in zip(groups, weighed, strict=True) if (c := weighing.confidence(t)) >= least]
    told = max((c for g, _, c in sure if g[0].type != OTHER), default=0.0)
    if least and told < REPORT and len(place) >= SEVERAL:
        sure = [one for one in sure if one[0][0].type == OTHER]
    first, *_ = max(sure, key=lambda one: (weighing.newsworthiness(one[1]), -one[0][0].start), default=(None,))
    # of what no codebook lists, the news alone is told
    kept = [one for one in sure if one[0] is first or one[0][0].type != OTHER or not least]
    ids = {id(group): f"e{k}" for k, (group, *_) in enumerate(kept, 1)}
    heading = news.without(heading or Heading(), [d for g, *_ in kept if g is not first for d in g])
    events = tuple(_event(doc, phrases, g, t, c, ids[id(g)], heading if g is first else None) for g, t, c in kept)
    return Gathered(events, tuple(t for _, t, _ in kept), [ids.get(id(member[id(d)])) for d in drafts])


def _denied(groups: Sequence[_Group], draft: Draft) -> _Group | None:
    """The event told shortly before that *draft* denies; it then is one side of what is told of that event."""
    if draft.polarity == "positive":
        return None
    near = (g for g in reversed(groups[-_LAST:]) if _kind(g[0])[:2] == _kind(draft)[:2])
    found = next((g for g in near if any(disputes.denies(draft, d) for d in g[-_LAST:])), None)
    if found is not None:
        draft.attributions = [msgspec.structs.replace(a, denies=True) for a in draft.attributions]
        draft.times.clear()
        draft.places.clear()
        draft.quantities.clear()
        draft.actors.clear()
    return found


def _kind(draft: Draft) -> tuple[str, ...]:
    """What two tellings of one occurrence have to share."""
    return (draft.codebook, draft.type, draft.polarity, draft.modality, draft.genericity)


def _same(known: Sequence[_Group], draft: Draft, heading: bool) -> _Group | None:
    """The event already told that *draft* tells again, of those first told and those told last.

    Of equals, a heading means the event told first, anything else the one told last. Looking at a bounded number of
    events and tellings keeps a text of ten thousand sentences linear; no report tells of more that could be meant.
    """
    near = [*known[:_FIRST], *known[max(_FIRST, len(known) - _LAST) :]]
    scored = [(_score(group, draft, heading), -k if heading else k) for k, group in enumerate(near)]
    best = max(scored, default=(0.0, 0))
    return near[abs(best[1])] if best[0] >= _ENOUGH else None


def _score(group: _Group, draft: Draft, heading: bool) -> float:
    tellings = [*group[:_FIRST], *group[max(_FIRST, len(group) - _FIRST) :]]
    scores = [_pair(other, draft, heading) for other in tellings]
    # words that stand twice tell one thing twice, whatever else is told of it
    return max(scores) if _REPEATED in scores or min(scores) >= 0 else -1.0


def _pair(a: Draft, b: Draft, heading: bool) -> float:
    """How much speaks for one occurrence; -1 where something rules it out."""
    if a.mode and b.mode and a.mode != b.mode and not (a.contextual or b.contextual):
        return -1.0
    words = [t.lower for d in (a, b) for t in d.sentence.tokens[d.first : d.last]]
    same_word = a.last - a.first == b.last - b.first and words[: len(words) // 2] == words[len(words) // 2 :]
    if b.sentence.repeat and same_word:
        return _REPEATED
    ranked = _ranks(b)
    if b.nominal and not ranked and _before(b) & _NEW:
        return -1.0
    if not heading and (_is_harm_of(a, b) or _explained(a, b)):
        return _HARM
    score = (_SAME_WORD if same_word else 0.0) + (_RANKED if ranked else 0.0) + (_ONE_NEWS if b.type == OTHER else 0.0)
    for compare in () if ranked else (_times, _places, _actors):
        found = max(compare(a, b), 0.0) if heading and compare is _actors else compare(a, b)
        if found < 0:
            return -1.0
        score += found
    if heading:
        score += _TITLE
    elif b.nominal and _before(b) & _DEFINITES:
        score += _DEFINITE
    return score


def _is_harm_of(a: Draft, b: Draft) -> bool:
    """Whether one tells what the other did to people: "attacked a post. Eight were killed", "fired on them, killing two"."""
    if not (_harms(a) or _harms(b)) or b.sentence.index - a.sentence.index not in (0, 1) or a.sentence.part != b.sentence.part:
        return False
    own = [{p.place or p.text for p in d.places if p.how != CARRIED} for d in (a, b)]
    if own[1] and own[1].isdisjoint(own[0]):
        return False
    who = [{x.chain or x.text.lower() for x in d.actors if x.role == "actor"} for d in (a, b)]
    return _times(a, b) >= 0 and (not who[0] or not who[1] or not who[0].isdisjoint(who[1]))


def _explained(a: Draft, b: Draft) -> bool:
    """ "The last strike was in August 2018, when dockers laid down their tools": the time before "when" is that of one thing."""
    if a.sentence is not b.sentence or not a.times or a.times[:1] != b.times[:1]:
        return False
    time = a.times[0]
    between = [t.lower for t in a.sentence.tokens[a.last : b.first] if t.start >= time.end]
    return a.nominal and a.end <= time.start and "when" in between[:2]


def _harms(draft: Draft) -> bool:
    """Whether its words tell only what became of people, and how many of them."""
    counted = any(q.kind in ("killed", "wounded") for q in draft.quantities)
    return counted and not draft.nominal and any(t.lower in _HARMED for t in draft.sentence.tokens[draft.first : draft.last])


def _ranks(draft: Draft) -> bool:
    """Whether a nominal says of an event just told which of its kind it is: "It was the first crossing since …"."""
    if not draft.nominal:
        return False
    words = [t.lower for t in draft.sentence.tokens[max(0, draft.first - 7) : draft.first]]
    rank = next((i for i in range(len(words) - 1, -1, -1) if words[i] in _RANKS), None)
    return rank is not None and any(word in _LINKS for word in words[:rank])


def _before(draft: Draft) -> set[str]:
    """The words of the phrase before a nominal trigger."""
    return {t.lower for t in draft.sentence.tokens[max(0, draft.first - 3) : draft.first]}


def _times(a: Draft, b: Draft) -> float:
    told = [next((t for t in d.times if t.from_ and t.until), None) for d in (a, b)]
    if told[0] is None or told[1] is None:
        return 0.0
    overlap = (told[0].from_ or "") < (told[1].until or "") and (told[1].from_ or "") < (told[0].until or "")
    return _SAME_TIME if overlap else -1.0


def _places(a: Draft, b: Draft) -> float:
    known = [{p.place for p in d.places if p.place} for d in (a, b)]
    if known[0] & known[1]:
        return _SAME_PLACE
    fine = [{p.place for p in d.places if p.place and p.kind in _FINE and p.role == "location"} for d in (a, b)]
    return -1.0 if fine[0] and fine[1] else 0.0


def _actors(a: Draft, b: Draft) -> float:
    score = 0.0
    for role in sorted({x.role for x in a.actors} & {x.role for x in b.actors}):
        chains = [{x.chain or x.text.lower() for x in d.actors if x.role == role} for d in (a, b)]
        if chains[0] & chains[1]:
            score += _SAME_ACTOR
        else:
            return -1.0
    return score


def _event(
    doc: Document, phrases: Sequence[Phrases], group: _Group, traits: Traits, sure: float, name: str, news_of: Heading | None
) -> Event:
    """The event that a group of drafts tells; *news_of*: what heads the report, where the event is its news."""
    first, main = group[0], news_of is not None
    times = tuple(_distinct(news.when(group, news_of, doc.report.published) if news_of else [t for d in group for t in d.times]))
    places = tuple(_distinct_places([*(p for d in group for p in d.places), *(news.where(group, news_of) if news_of else ())]))
    what, cast = _what(doc, phrases, first, whole=main), _cast(news.opening(group, news_of) if news_of else group)
    place = next((p for p in places if p.role == "location"), None) or next((p for p in places if p.role == "destination"), None)
    said_once = [d for d in group if not d.sentence.repeat] or group
    attributions = _distinct([a for d in said_once for a in d.attributions])
    told_so = [d for d in said_once if d.polarity == first.polarity]
    denied: list[Span] = [c for d in said_once if d not in told_so for c in d.cues if c.attribute == "polarity"]
    disputed = next(iter([*denied, *(a.cue for a in attributions if a.denies and a.cue)]), None)
    claimed = disputed and first.modality == "asserted" and all(d.attributions for d in told_so if d.sentence.part == "text")
    cues = {(c.attribute, c.start, c.end, c.in_): c for d in told_so for c in d.cues}
    told = [Told(trigger=doc.words(d.sentence, d.first, d.last), sentence=_bounds(d)) for d in group]
    # The likeliest telling in the text stands for the event; the title follows it, then the others in order.
    told = told[:1] + [t for t in told[1:] if t.trigger.in_] + [t for t in told[1:] if not t.trigger.in_]
    return Event(
        id=name,
        codebook=first.codebook,
        type=first.type,
        mode=next((d.mode for d in group if d.mode), None),
        also=tuple(_distinct([a for d in group for a in d.also])),
        main=main,
        standing="main" if main else "background" if traits.background else "other",
        trigger=told[0].trigger,
        what=news.what(doc, phrases, group, news_of, what) if news_of else what,
        sentence=_bounds(first),
        mentions=tuple(told) if len(told) > 1 else (),
        actors=news.who(cast, news_of) if news_of else cast,
        time=times[0] if times else None,
        times=times if len(times) > 1 else (),
        places=places,
        place=None if place is None else Place(**{n: getattr(place, n) for n in Place.__struct_fields__}),
        quantities=_tolls(group),
        polarity=first.polarity,
        modality="believed" if claimed else first.modality,
        genericity=first.genericity,
        tense=next((d.tense for d in group if d.tense), None),
        cues=(*cues.values(), *([cue("modality", disputed)] if claimed and disputed else [])),
        attributions=tuple(attributions),
        confidence=sure,
    )


def _tolls(group: _Group) -> tuple[Quantity, ...]:
    """Each count once; those that the report calls older first, those that it calls newer last."""
    found = {(q.kind, q.value, q.role): q for d in reversed(group) for q in d.quantities}
    return tuple(sorted(found.values(), key=lambda q: _REVISIONS.index(q.revision)))


def _bounds(draft: Draft) -> tuple[int, int] | None:
    return (draft.sentence.start, draft.sentence.end) if draft.sentence.part == "text" else None


def _what(doc: Document, phrases: Sequence[Phrases], draft: Draft, *, whole: bool) -> Span:
    """The trigger with its perfect and the roles that follow it at once: "have come by way of China".

    *whole*: words that would say nothing by themselves take in what stands right before them: "Croydon tram | crash",
    "a tram | derailed".
    """
    tokens = draft.sentence.tokens
    tags = phrases[draft.sentence.index].tags
    first = draft.first
    while not draft.nominal and not draft.passive and first > 0 and tags[first - 1] in ("AUX", "PART", "ADV"):
        first -= 1
    end = draft.end
    roles: list[Span] = [*draft.actors, *draft.places]
    part = draft.sentence.in_
    for role in sorted(roles, key=lambda r: r.start):
        between = [tags[i] for i, t in enumerate(tokens) if end <= t.start < role.start]
        if role.in_ == part and role.start >= end and len(between) <= 4 and not {"PUNCT", "CCONJ", "VERB", "SCONJ"} & set(between):
            end = role.end
    if whole and end == draft.end:
        first = _opening(draft, phrases[draft.sentence.index], first)
    return doc.span(draft.sentence.part, tokens[first].start, end)


def _opening(draft: Draft, parsed: Phrases, first: int) -> int:
    """The first word of a nominal's phrase, its article left out; of a verb's subject or object, where one stands right before."""
    chunk = next((c for c in parsed.chunks if c.first <= draft.head < c.last), None)
    if draft.nominal and chunk is not None:
        return min(first, chunk.first + (parsed.tags[chunk.first] == "DET" and chunk.first < draft.first))
    before = next((c for c in reversed(parsed.chunks) if c.last <= first), None)
    return before.first if before is not None and first - before.last <= 1 else first


def _distinct(values: Sequence[T]) -> list[T]:
    kept: list[T] = []
    for value in values:
        if value not in kept:
            kept.append(value)
    return kept


def _cast(group: _Group) -> tuple[RoleActor, ...]:
    """Who plays each role: those of the telling that says most of them, by name rather than by noun, by noun rather than by
    pronoun; of equals the first, since later ones say the same in fewer words."""
    cast: list[RoleActor] = []
    for role in dict.fromkeys(actor.role for draft in group for actor in draft.actors):
        tellings = [[a for a in draft.actors if a.role == role] for draft in group]
        cast += max(tellings, key=lambda told: max((_said(a) for a in told), default=-1))
    return tuple(cast)


def _said(actor: RoleActor) -> int:
    """2 for a name, 1 for a noun, 0 for a pronoun."""
    words = actor.text.split()
    if len(words) == 1 and words[0].lower() in news.PRONOUNS:
        return 0
    return 2 if any(word[0].isupper() for word in words[1:]) or (words[0][0].isupper() and actor.start > 0) else 1


def _distinct_places(places: Sequence[RolePlace]) -> list[RolePlace]:
    kept: dict[tuple[str, str], RolePlace] = {}
    for place in places:
        kept.setdefault((place.role, place.place or place.text.lower()), place)
    return list(kept.values())
