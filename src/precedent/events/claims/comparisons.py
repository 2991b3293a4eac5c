"""Where a sentence compares an event with others: "the first … since", "third … this year", "no other … since"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from precedent.events.claims import bounds
from precedent.events.claims.bounds import Bound
from precedent.events.claims.line import Line
from precedent.events.claims.words import Op, load, ordinal
from precedent.knowledge.calendar import number
from precedent.spans.phrases import Chunk

_DEFINITES = frozenset({"the", "its", "his", "her", "their", "our", "a", "an"})
_LINKING = frozenset(
    {"is", "was", "were", "are", "be", "been", "being", "become", "becomes", "became", "marks", "marked", "marking", "as", "'s"}
)
_TOOK_PLACE = _LINKING | {"came", "comes", "occurred", "happened", "took", "dates", "dated"}
_LATEST = frozenset({"last", "previous", "latest"})
_NOBODY = frozenset({"none", "nobody", "no-one"})
_PREPOSITIONS = frozenset(
    {
        "by",
        "of",
        "across",
        "on",
        "in",
        "at",
        "against",
        "from",
        "into",
        "over",
        "through",
        "with",
        "between",
        "involving",
        "along",
        "near",
    }
)
OCCASIONS = frozenset({"time", "times", "occasion"})
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_KINDS = (("of", "its", "kind"), ("of", "the", "kind"), ("of", "this", "kind"), ("of", "that", "kind"))
_VERB = 8  # words from "never" to its verb: "never before has | a tanker of theirs been | attacked"
_MOST = {"deadly": "deadliest", "bloody": "deadliest", "lethal": "deadliest", "serious": "worst", "severe": "worst"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared with what, before it is known which event is meant.

    ``stem`` and ``bound`` make the kind; tokens ``first:last`` (half-open) say it. ``head`` is the noun that is counted (None:
    left out, "the first since"); ``clause`` is true where a clause tells the event ("the first time", "no other … has
    crossed"), which then stands behind ``head`` or, for "time", around it. ``doer`` is the phrase of who does it.
    """

    stem: str
    bound: Bound
    first: int
    last: int
    head: int | None
    clause: bool = False
    time: bool = False
    such: bool = False
    doer: Chunk | None = None
    number: int | None = None
    op: Op | None = None

    @property
    def kind(self) -> str:
        return self.stem if self.stem == "last-before" else f"{self.stem}-{self.bound.kind}"


def find(line: Line) -> Iterator[Comparison]:
    """The comparisons of a sentence in order; none lies in another."""
    at = 0
    while at < len(line.words):
        found = _read(line, at)
        if found is not None:
            yield found
        at = max(at + 1, found.last if found else 0)


def _read(line: Line, at: int) -> Comparison | None:
    if any(t.first <= at < t.last for t in line.times):
        return None
    word = line.words[at]
    if word in load().superlatives or word == "most":
        return _superlative(line, at)
    if word == "only":
        return _noun(line, at, "only", None)
    if word == "never":
        return _never(line, at)
    if word in ("no", "not", "n't") or word in _NOBODY:
        return _none(line, at)
    if word in _TIMES:
        return _so_often(line, at)
    if word in _LATEST or (word == "recent" and at and line.words[at - 1] == "most"):
        return _last(line, at)
    rank = 1 if word == "first-ever" else ordinal(word)
    if rank is not None:
        return _noun(line, at, "first" if rank == 1 else "nth", rank)
    return _number(line, at) if line.phrases.tags[at] == "NUM" else None


def _superlative(line: Line, at: int) -> Comparison | None:
    stem = load().superlatives.get(line.words[at])
    if stem is None and at + 1 < len(line.words):
        stem = _MOST.get(line.words[at + 1])
    if stem is None or (at > 1 and (line.words[at - 2] in ("of", "among") or ordinal(line.words[at - 1]))):
        return None  # "one of the deadliest", "the second largest" rank it no higher than others
    return _noun(line, at, stem, None)


def _noun(line: Line, at: int, stem: str, rank: int | None) -> Comparison | None:
    """A ranked noun phrase: "the first crossing", "the third soldier to cross", "its deadliest attack", "the first since"."""
    words = line.words
    chunk = _phrase(line, at)
    head = chunk.head if chunk.head != at else None
    kind = next((p for p in _KINDS if line.is_at(chunk.last, p)), ())
    last = chunk.last + len(kind) + line.is_at(chunk.last + len(kind), ("ever",))  # "the first soldier ever to cross"
    such = bool(kind) or "such" in words[chunk.first : chunk.last]
    time = head is not None and words[head] in OCCASIONS
    doing = not time and _does(line, last)
    if not _is_ranked(line, chunk, at, stem, doing):
        return None
    bound = _bound(line, chunk, at, last, time or doing, rank)
    if head is None and bound and bound.kind == "in-period" and not _predicate(line, chunk.first):
        return None  # "the first in May and the second in June" number events of a story
    first = chunk.first - 1 if time and chunk.first and words[chunk.first - 1] == "for" else chunk.first
    if bound is None:
        # "The first time that rebels have shelled it", "it was the first time they met".
        that = time and (line.is_at(last, ("that",)) or chunk.first == 0 or _predicate(line, chunk.first))
        if stem not in ("first", "nth", "only") or not (
            such or that or (time and first < chunk.first) or (doing and _predicate(line, chunk.first))
        ):
            return None
        bound = Bound("ever", (), last, last)
    clause = (doing and bound.first == last) or (time and line.is_at(bound.last, ("that",)))
    return Comparison(
        stem=stem,
        bound=bound,
        first=min(first, bound.first),
        last=_extent(line, max(bound.last, last), clause),
        head=head,
        clause=time or doing,
        time=time,
        such=such,
        doer=chunk if doing else None,
        number=rank if stem == "nth" else None,
    )


def _phrase(line: Line, at: int) -> Chunk:
    """The noun phrase of a rank. "The first time Putin" is cut after the time: what follows is the clause it speaks of."""
    chunk = line.chunk(at)
    if chunk is None or line.is_at(at + 1, ("ever",)) or (chunk.head == at and _mistagged(line, at + 1)):
        return _made_up(line, at)
    if at + 1 < chunk.last and line.words[at + 1] in OCCASIONS:
        return Chunk(chunk.first, at + 2, at + 1)
    return chunk


def _does(line: Line, at: int) -> bool:
    """Whether a clause of what someone does begins here, "to cross", "who has crossed", or of what befalls him: "killed in May"."""
    if at < len(line.words) and line.phrases.penn[at] in ("VBN", "VBD"):
        befalls = (a for d in line.drafts if d.first == at and not d.nominal for a in d.actors if a.role == "recipient")
        return any(a.in_ == line.sentence.in_ and a.end == line.sentence.tokens[at - 1].end for a in befalls)
    if at + 1 >= len(line.words) or line.words[at] not in ("to", "who", "that"):
        return False
    return line.phrases.tags[at + 1] in ("VERB", "AUX") or any(d.first == at + 1 for d in line.drafts)


def _is_ranked(line: Line, chunk: Chunk, at: int, stem: str, doing: bool) -> bool:
    """Whether a phrase counts or ranks events, or who does them: not "the first lady", "First Army", "the first two"."""
    between = range(at + 1, chunk.head)
    if chunk.head == at:
        return not ((at and line.words[at - 1] == "at") or line.is_at(chunk.last, (",",)))
    owned = at > 0 and line.words[at - 1] in ("'s", "’s")
    if stem == "only" and not owned and (chunk.first == at or line.words[chunk.first] not in _DEFINITES):
        return False
    if stem in ("first", "nth") and any(line.words[k] in load().superlatives or line.words[k] == "most" for k in between):
        return False
    if line.words[chunk.head] in load().ranked or any(line.phrases.tags[k] == "NUM" for k in between):
        return False
    return doing or line.phrases.tags[chunk.head] != "PROPN"


def _mistagged(line: Line, at: int) -> bool:
    """Whether an event's word behind a rank was taken for a bare verb: "the biggest protest"."""
    return any(d.first <= at < d.last for d in line.drafts) and not line.finite(at)


def _made_up(line: Line, at: int) -> Chunk:
    """A phrase for words that the tagger did not see as one: "first crossing" in a headline."""
    head = next(
        (
            k
            for k in range(at + 1, min(at + 4, len(line.words)))
            if line.phrases.tags[k] in ("NOUN", "VERB") and line.words[k] != "to"
        ),
        at,
    )
    first = at - 1 if at and line.words[at - 1] in _DEFINITES else at
    return Chunk(first, head + 1, head)


def _bound(line: Line, chunk: Chunk, at: int, last: int, over_verbs: bool, rank: int | None) -> Bound | None:
    within = next((b for k in range(at, last) if line.words[k] == "ever" for b in [Bound("ever", (), k, k + 1)]), None)
    if within or line.words[at] == "first-ever":
        return within or Bound("ever", (), at, at + 1)
    return bounds.before(line, at, chunk.first) or bounds.find(line, last, over_verbs=over_verbs, count=rank)


def _predicate(line: Line, first: int) -> bool:
    """Whether a phrase says what something is, or stands alone as a claim someone typed."""
    if first == 0:
        return not any(line.finite(k) for k in range(len(line.words)))
    return line.words[first - 1] in _LINKING


def _extent(line: Line, last: int, doing: bool) -> int:
    """The end of the claim's words: with what is said of who and where right behind it."""
    while True:
        if (doing and line.words[last : last + 1] in (("to",), ("who",), ("that",))) or (
            doing and last < len(line.words) and line.phrases.tags[last] in ("VERB", "AUX")
        ):
            last += 1
        else:
            through = last + 1 if last < len(line.words) and line.words[last] in _PREPOSITIONS else last
            chunk = line.chunk(through) if through < len(line.words) else None
            if chunk is None or chunk.first != through or (through == last and not doing):
                return last
            last = chunk.last


def _none(line: Line, at: int) -> Comparison | None:
    """ "No other soldier has crossed since", "there have been no crossings since", "has not crossed since"."""
    words = line.words
    if line.is_at(at, ("not", "since")):
        bound = bounds.find(line, at + 1)
        return Comparison("first", bound, at, bound.last, None, clause=True, time=True) if bound and bound.since else None
    chunk = line.chunk(at)
    if words[at] in ("not", "n't"):
        chunk = next((c for c in reversed(line.phrases.chunks) if c.last <= at and at - c.last <= 2), None)
        last = at + 1
    else:
        last = chunk.last if chunk else at + 1
    if last < len(words) and words[last] == "else":
        last += 1
    bound = bounds.find(line, last, over_verbs=True) or bounds.before(line, at, at)
    if bound is None and not {"had", "did"} & set(words[at - 1 : at]):
        bound = bounds.lasting(line, last)
    if bound is None or (bound.kind != "ever" and (not bound.since or not bound.since[0].from_)):
        return None
    first = _subject(line, chunk.first) if chunk else at
    others = bool(load().others & set(words[first:last]))
    counted = chunk.head if chunk and words[at] == "no" and words[chunk.head] != "one" else None
    return Comparison(
        stem="no-other" if others else "none",
        bound=bound,
        first=min(first, bound.first),
        last=_extent(line, max(bound.last, last), bound.last < last),
        head=counted,
        clause=True,
        such="such" in words[first:last],
        doer=chunk if chunk and words[at] not in _NOBODY and words[chunk.head] != "one" else None,
    )


def _never(line: Line, at: int) -> Comparison | None:
    """ "Has never before detained barges", "had never been shelled": first ever of what is told, or none ever."""
    before = line.is_at(at + 1, ("before",)) or line.words[-2:] == ("before", ".") or line.words[-1:] == ("before",)
    verb = next((d for d in line.drafts if not d.nominal and at < d.first <= at + _VERB), None)
    if verb is None:
        return None
    first = _subject(line, verb.first) if verb.first < at else _start(line, at)
    last = _extent(line, verb.last, True)
    return Comparison("first" if before else "none", Bound("ever", (), at, at + 1), first, last, None, clause=True, time=True)


def _start(line: Line, at: int) -> int:
    """Where the clause begins whose verb stands behind *at*."""
    before = next((c for c in reversed(line.phrases.chunks) if c.last <= at and at - c.last <= 3), None)
    return before.first if before else at


def _so_often(line: Line, at: int) -> Comparison | None:
    """ "Have crossed twice this year"."""
    bound = bounds.find(line, at + 1)
    if bound is None or bound.first != at + 1 or not bound.since or not bound.since[0].from_:
        return None
    first = _start(line, at)
    verb = next((d for d in reversed(line.drafts) if d.last <= at and not d.nominal), None)
    first = _start(line, verb.first) if verb else first
    return Comparison("number", bound, first, bound.last, None, clause=True, time=True, number=_TIMES[line.words[at]])


def _subject(line: Line, first: int) -> int:
    """Where the clause begins whose verb has the phrase from *first* on for its object: "has expelled no diplomats"."""
    verb = next((d for d in line.drafts if d.last == first and not d.nominal), None)
    if verb is None:
        return first
    before = [c for c in line.phrases.chunks if c.last <= verb.first]
    return before[-1].first if before else verb.first


def _last(line: Line, at: int) -> Comparison | None:
    """ "The last such crossing was in August 2024", "a soldier last crossed in 2017"."""
    chunk = _phrase(line, at) if at + 1 < len(line.words) and line.words[at + 1] in OCCASIONS else line.chunk(at)
    if chunk is not None and chunk.head != at:
        said = range(chunk.last, min(chunk.last + 12, len(line.words) - 1))
        verbs = (k for k in said if line.words[k] in _TOOK_PLACE and line.finite(k))
        placed = next((p for k in verbs if (p := line.time_from(k + 1, 3)) is not None and p.first > k), None)
        if placed is None or not placed.time.from_ or line.words[chunk.head] in load().ranked:
            return None
        bound = Bound("since", bounds.readings(placed.time), placed.first, placed.last)
        time = line.words[chunk.head] in OCCASIONS
        such = "such" in line.words[chunk.first : chunk.last]
        return Comparison("last-before", bound, chunk.first, placed.last, chunk.head, clause=time, time=time, such=such)
    if line.words[at] != "last" or at + 1 == len(line.words) or line.phrases.tags[at + 1] != "VERB":
        return None
    placed = line.time_from(at + 2, 5)
    doer = next((c for c in reversed(line.phrases.chunks) if c.last <= at and at - c.last <= 1), None)
    if placed is None or not placed.time.from_:
        return None
    bound = Bound("since", bounds.readings(placed.time), placed.first, placed.last)
    return Comparison("last-before", bound, doer.first if doer else at, placed.last, None, clause=True, doer=doer)


def _in_all(line: Line, at: int) -> Bound | None:
    """ "34,000 people have come so far": a sum over all time."""
    found = ((k, len(p)) for k in range(at, len(line.words)) for p in load().sums if line.is_at(k, p))
    return next((Bound("ever", (), k, k + length) for k, length in found), None)


def _number(line: Line, at: int) -> Comparison | None:
    """ "Three soldiers have crossed since January", "12 attacks this year", "crossed four times since"."""
    words, tags = line.words, line.phrases.tags
    chunk = line.chunk(at)
    if chunk is None or chunk.head <= at or (at > chunk.first and tags[at - 1] == "NUM"):
        return None
    end = next(k for k in range(at, chunk.last + 1) if k == chunk.last or tags[k] != "NUM")
    value = number(words[at:end])
    if value == 1 and words[chunk.last : chunk.last + 1] not in (("has",), ("was",)):
        return None  # "the most people killed in one attack since"
    if value is None or value != int(value) or any(ordinal(w) or w in _DEFINITES for w in words[chunk.first : at]):
        return None  # "the two sides have met since": no number of them is claimed
    clause = chunk.last < len(words) and words[chunk.last] in ("have", "has", "had", "was", "were")
    times = words[chunk.head] == "times"
    bound = bounds.find(line, chunk.last, over_verbs=clause) or (_in_all(line, chunk.last) if clause else None)
    if bound is None or (bound.kind != "ever" and (not bound.since or not bound.since[0].from_)):
        return None
    there = chunk.first >= 2 and "there" in words[max(0, chunk.first - 4) : chunk.first]
    if bound.kind == "in-period" and not there and "this" not in words[bound.first : bound.last]:
        return None
    phrase, op = next(((p, o) for p, o in load().amounts if words[max(0, at - len(p)) : at] == p), ((), None))
    return Comparison(
        stem="number",
        bound=bound,
        first=min(chunk.first, at - len(phrase)),
        last=_extent(line, bound.last, False),
        head=None if times else chunk.head,
        clause=clause or times,
        time=times,
        doer=chunk if clause else None,
        number=int(value),
        op=op,
    )
