"""Claims: sentences that compare an event with others, read into the query that would check them.

The same code reads a claim that a user types: ``pipeline`` marks its text as a report published on the day asked about.
The kinds, and how each is read, stand in ``docs/claims.md``.
"""

from __future__ import annotations

from collections.abc import Sequence

from precedent.clean.document import Document
from precedent.events.claims import comparisons
from precedent.events.claims.bounds import told_before
from precedent.events.claims.comparisons import Comparison
from precedent.events.claims.line import Line, place
from precedent.events.claims.queries import Describe, build
from precedent.events.claims.words import load
from precedent.events.draft import Draft, by_sentence
from precedent.records import Claim, Time
from precedent.spans.phrases import Phrases

# How many sentences back "the first such …" may find the event it means.
_REACH = 3
# Words. What is longer is a list or a table, and no sentence that compares.
_LONGEST = 300
# Comparisons whose own words tell of what did not happen, or of an earlier event: the one they are about is told before.
_ELSEWHERE = frozenset({"no-other", "none", "last-before"})


def find(
    doc: Document,
    phrases: Sequence[Phrases],
    drafts: Sequence[Draft],
    times: Sequence[Time],
    ids: Sequence[str | None] = (),
    describe: Describe | None = None,
) -> tuple[Claim, ...]:
    """The claims of *doc* in the order of its sentences, title first; a comparison with no event to compare is none.

    *ids* gives each draft's event, in the order of *drafts*; *describe* is ``Chains.describe``, which reads the country
    and sector of a noun phrase (sentence index, first and last token).
    """
    placed = place(times, doc.sentences)
    told_in = by_sentence(drafts)
    event_of = {id(draft): event for draft, event in zip(drafts, ids, strict=False)}
    claims: list[Claim] = []
    lines: list[Line] = []
    for sentence in doc.sentences:
        if sentence.repeat or sentence.quoted or len(sentence.tokens) > _LONGEST:
            continue
        line = Line(
            sentence=sentence,
            words=tuple(t.lower for t in sentence.tokens),
            phrases=phrases[sentence.index],
            times=placed.get(sentence.index, ()),
            drafts=tuple(sorted(told_in.get(sentence.index, ()), key=lambda d: (d.first, d.last))),
            published=doc.report.published,
            earlier=told_before(lines[-1].times, lines[-1].earlier) if lines else None,
        )
        for comparison in comparisons.find(line):
            own = _own(line, comparison)
            told = _told(line, comparison, lines, own)
            if own is None and (told is None or not _looks_back(line, comparison)):
                continue
            about = told if comparison.stem in _ELSEWHERE else own or told
            subject = None if comparison.stem == "number" else about
            span = doc.words(sentence, comparison.first, comparison.last)
            claims.append(
                Claim(
                    start=span.start,
                    end=span.end,
                    text=span.text,
                    in_=span.in_,
                    id=f"c{len(claims) + 1}",
                    kind=comparison.kind,
                    event=event_of.get(id(subject)) if subject else None,
                    since=comparison.bound.since,
                    number=comparison.number,
                    op=comparison.op,
                    query=build(line, comparison, own, told if comparison.such or own is None else None, describe),
                )
            )
        lines.append(line)
    return tuple(claims)


def _looks_back(line: Line, comparison: Comparison) -> bool:
    """Whether words that tell no event of their own point to one told before: "the first since", "the first incident since"."""
    head = comparison.head
    return head is None or comparison.time or comparison.such or line.words[head] in load().stand_ins


def _own(line: Line, comparison: Comparison) -> Draft | None:
    """The draft that the words of the claim tell: its counted noun, the verb behind it, or the clause around "time"."""
    head = comparison.head
    drafts = line.drafts
    if head is not None:
        on_head = next((d for d in drafts if d.first <= head < d.last), None)
        if on_head is not None:
            return on_head
    if comparison.clause:
        behind = next(
            (d for d in drafts if comparison.first <= d.first < comparison.last and d.first > (head if head is not None else -1)),
            None,
        )
        if behind is None and comparison.stem in ("none", "no-other"):  # "has expelled no diplomats since"
            behind = next((d for d in drafts if comparison.first <= d.first < comparison.last and not d.nominal), None)
        if behind is None and not comparison.time:
            return next((d for d in drafts if comparison.last <= d.first <= comparison.last + 6), None)
        return behind or _around(line, comparison)
    # "fired its first missile since": the verb whose object is ranked tells the event.
    governing = next((d for d in drafts if d.last == comparison.first and not d.nominal), None)
    return governing if head is not None and line.words[head] not in load().stand_ins else None


def _around(line: Line, comparison: Comparison) -> Draft | None:
    """The clause that "for the first time" belongs to: the verb before it, else the one after."""
    before = [d for d in line.drafts if d.last <= comparison.first]
    verbs = [d for d in before if not d.nominal]
    after = [d for d in line.drafts if d.first >= comparison.last]
    return next(iter([*verbs[-1:], *before[-1:], *after[:1]]), None)


def _told(line: Line, comparison: Comparison, earlier: Sequence[Line], like: Draft | None) -> Draft | None:
    """The event told before the claim that it looks back to: of the same type as *like*, if that is known."""
    here = [d for d in line.drafts if d.last <= comparison.first and d is not like]
    back = [d for told in reversed(earlier[-_REACH:]) for d in told.drafts]
    return next((d for d in [*here, *back] if _happened(d) and (like is None or d.type == like.type)), None)


def _happened(draft: Draft) -> bool:
    return (draft.polarity, draft.modality, draft.genericity) == ("positive", "asserted", "specific")
