"""What came first: "the talks came before the attack", "the road was closed after the ambush".

Each side of the word that orders them is read by itself, so that nothing of the one gets into the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from precedent.answers import ClaimReading, Label, ReadingVerdict, Verdict
from precedent.ask.coverage import coverage
from precedent.ask.days import iso
from precedent.ask.evidence import Dated
from precedent.ask.holdings import Holdings
from precedent.ask.judge import ids, that_of
from precedent.ask.meant import meant
from precedent.ask.near import near_misses
from precedent.ask.reading import build
from precedent.ask.turning import Asked
from precedent.codebooks.load import Codebook
from precedent.ledger.select import words_of
from precedent.merge.words import content
from precedent.query import Query
from precedent.records import Claim, Marked
from precedent.wording import query_words

_ORDER = re.compile(r"\b(before|after|preceded|followed)\b", re.IGNORECASE)
_LINKING = re.compile(
    r"\s(came|come|comes|was|were|is|happened|occurred|took place)( only| shortly| just| right| long)?$", re.IGNORECASE
)
_EARLIER = frozenset({"before", "preceded"})


def read(text: str, mark: Callable[[str], Marked], codebooks: Sequence[Codebook]) -> Claim | None:
    """The claim that *text* makes of two events; None where it orders none that the codebooks know. *mark* reads either side."""
    for word in _ORDER.finditer(text):
        halves = _halves(text, word)
        if not all(halves):
            continue
        one, other = (build(Asked("happened", "all", half), mark(f"{half}."), codebooks) for half in halves)
        if one is not None and other is not None:
            kind = "before" if word.group().lower() in _EARLIER else "after"
            return Claim(start=0, end=len(text), text=text, id="c1", kind=kind, event=None, query=one.query, than=other.query)
    return None


def _halves(text: str, word: re.Match[str]) -> tuple[str, str]:
    return _LINKING.sub("", text[: word.start()].strip(" ,.")), text[word.end() :].strip(" ,.")


def _likest(events: Sequence[Dated], said: str) -> tuple[Dated, ...]:
    """Those of the events that are told in most of the words by which the claim names them: "the ceasefire agreement" is one."""
    words = content((said,))
    shared = [len(words & words_of(d.row)) for d in events]
    return tuple(d for d, n in zip(events, shared, strict=True) if n == max(shared))


def check(store: Holdings, claim: Claim, than: Query, as_of: str | None) -> Verdict:
    """Whether all events of the one kind came before (or after) all of the other."""
    (held, _), (other, _) = meant(store, claim.query, as_of), meant(store, than, as_of)
    word = next((w for w in _ORDER.finditer(claim.text) if all(_halves(claim.text, w))), None)
    said, than_said = _halves(claim.text, word) if word else ("", "")
    verdict, why, evidence, counter = _judge(claim, _likest(held.others, said), _likest(other.others, than_said))
    first = min((d.days.first for d in (*held.others, *other.others)), default=None)
    return Verdict(
        claim=claim.text,
        kind=claim.kind,
        as_of=as_of,
        reading=ClaimReading(words=f"{query_words(claim.query)} {claim.kind} {query_words(than)}", query=claim.query),
        verdict=verdict,
        why=why,
        readings=(ReadingVerdict(since=None, verdict=verdict, evidence=evidence, counter=counter, why=why),),
        evidence=evidence,
        counter=counter,
        near_misses=(*near_misses(held, None)[:_MOST], *near_misses(other, None)[:_MOST]),
        coverage=coverage(store, held, iso(first) if first else None, as_of),
    )


_MOST = 5  # near misses of either side


def _judge(claim: Claim, one: Sequence[Dated], other: Sequence[Dated]) -> tuple[Label, str, tuple[str, ...], tuple[str, ...]]:
    for events, query in ((one, claim.query), (other, claim.than or claim.query)):
        if not events:
            return "not-enough-info", f"no {query_words(query, plural=False)} with a date is in the ledger", ids(*one, *other), ()
    earlier, later = (one, other) if claim.kind == "before" else (other, one)
    if max(d.days.last for d in earlier) < min(d.days.first for d in later):
        return "supported", f"{that_of(earlier[-1])} came before {that_of(later[0])}", ids(*one, *other), ()
    if max(d.days.last for d in later) < min(d.days.first for d in earlier):
        return "refuted", f"{that_of(later[-1])} came before {that_of(earlier[0])}", (), ids(*one, *other)
    why = "of several it is so of some, and not of others, or the dates are not sure enough"
    return "not-enough-info", why, ids(*one, *other), ()
