"""What a heading says in its main clause: who, and which words tell what happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from precedent.clean.document import Document, Sentence, Token
from precedent.codebooks.inflect import verb_forms
from precedent.encode.reading import Reading
from precedent.knowledge import speech
from precedent.spans.phrases import Phrases

_BREAKS = frozenset({":", ";", "|", "–", "—", "--"})
_OPENS_OTHER = frozenset(
    {"as", "after", "while", "when", "amid", "before", "because", "since", "if", "though", "although", "until", "once", "than"}
)
_RELATIVE = frozenset({"who", "which", "that", "whose", "where"})
_ASKS = frozenset(
    {
        "what",
        "how",
        "why",
        "who",
        "which",
        "whose",
        "when",
        "where",
        "whether",
        "if",
        "is",
        "are",
        "does",
        "do",
        "did",
        "will",
        "can",
        "could",
        "should",
    }
)
_ADDRESSES = frozenset({"i", "we", "you", "my", "our", "your", "me", "us", "let"})
_HAVE = frozenset({"has", "have", "had"})
_QUOTES = frozenset("'\"“”‘’")
_STOPS = frozenset({",", "(", ")", "."})
_STATES = frozenset(
    {"is", "are", "was", "were", "be", "will", "would", "can", "may", "might", "must", "should", "has", "have", "stay", "stays"}
)
_NOT = frozenset({"not", "n't", "never", "no"})
_AGAIN = 3  # sentences that tell the news again, if it is one
_LEAD = 4  # sentences of the text in which a heading is told at length
_FINITE = ("VBZ", "VBP", "VBD", "VBN", "VB", "MD")
_NOUNS = ("NN", "NNS", "NNP", "NNPS")
_NOMINAL = (*_NOUNS, "CD", "PRP", "DT")


class Clause(NamedTuple):
    """The main clause of a sentence that heads a report: tokens of its subject, its verb, and the end of what the verb needs to
    tell something (``last``). ``passive`` where the subject is who it befalls: "Seven | killed". ``again``: the first sentences of
    the text name its subject, and its verb or object: then it is no mere figure of speech."""

    sentence: Sentence
    subject: tuple[int, int]
    verb: int
    last: int
    passive: bool
    again: bool = False


def headings(doc: Document) -> tuple[Sentence, ...]:
    """The sentences that head the report: its title, or, where it has none, a first line that ends like no sentence."""
    titles = [s for s in doc.sentences if s.part == "title"]
    if titles or len(doc.sentences) < 2:
        return tuple(titles)
    first, second = doc.sentences[:2]
    alone = second.paragraph != first.paragraph and first.text.rstrip()[-1:] not in '.!?"'
    return (first,) if alone else ()


def clause(doc: Document, phrases: Sequence[Phrases], readings: Sequence[Reading]) -> Clause | None:
    """The main clause of what heads the report."""
    heads = headings(doc)
    known = {s.index for s in heads}
    lead = [s for s in doc.sentences if s.part == "text" and s.index not in known][:_LEAD]
    verbs = frozenset(t.lower for s in lead for t, tag in zip(s.tokens, phrases[s.index].tags, strict=True) if tag == "VERB")
    found = next((c for s in heads if (c := read(s, phrases[s.index], readings[s.index], verbs))), None)
    said = frozenset(t.lower for s in lead[:_AGAIN] for t in s.tokens)
    return found and found._replace(again=_told_again(found, phrases[found.sentence.index], said))


def _told_again(clause: Clause, parsed: Phrases, said: frozenset[str]) -> bool:
    tokens = clause.sentence.tokens
    verb = tokens[clause.verb].lower
    if verb in _STATES or any(t.lower in _NOT for t in tokens[clause.verb : clause.last]):
        return False
    told = {form for base in _bases(verb) for form in verb_forms(base)} | _nouns(tokens, parsed, clause.verb + 1, clause.last)
    return bool(_nouns(tokens, parsed, *clause.subject) & said) and bool(told & said)


def _nouns(tokens: Sequence[Token], parsed: Phrases, first: int, last: int) -> set[str]:
    return {tokens[i].lower for i in range(first, last) if parsed.tags[i] in ("NOUN", "PROPN", "NUM")}


def _bases(word: str) -> tuple[str, ...]:
    """The verbs of which a word may be a form in headings: itself, and without -s or -ed."""
    cut = {"s": (1, 2), "d": (1, 2)}.get(word[-1], ())
    return (word, *(word[:-n] for n in cut if len(word) > n + 1), *((word[:-3] + "y",) if word.endswith("ies") else ()))


def read(sentence: Sentence, parsed: Phrases, reading: Reading, lead: frozenset[str]) -> Clause | None:
    """The clause by which a heading tells what happened; None for a label ("Storm in the valley"), a question, a call, a quotation.

    *lead*: the verbs of the report's first sentences, by which "derails" is known for one where neither tagger sees it.
    """
    tokens = sentence.tokens
    if sentence.text.rstrip()[-1:] == "?":
        return None
    tags = _both(parsed, reading)
    for first, last in _segments(tokens):
        words = [t.lower for t in tokens[first:last]]
        if not words or words[0] in _ASKS or words[0] in _ADDRESSES or tokens[first].text in _QUOTES:
            continue
        end = next((i for i in range(first + 1, last) if _turns(tokens, tags, i)), last)
        verb = _verb(tokens, tags, first, end, lead)
        if verb is not None:
            main = _main(tags, tokens, verb, end)
            behind = end if tokens[main].lower in speech.verbs() else complement(tokens, parsed, main, end)
            return Clause(sentence, (first, verb), verb, behind, _passive(tags, tokens, parsed, main, end))
    return None


def _both(parsed: Phrases, reading: Reading) -> list[tuple[str, str]]:
    """Of each word the Penn tags that the two taggers give; headings are hard, and they err apart."""
    ours = parsed.penn
    theirs = [tag.partition("/")[2] for tag in reading.tags] if len(reading.tags) == len(ours) else list(ours)
    return list(zip(ours, theirs, strict=True))


def _segments(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    first = 0
    for i, token in enumerate(tokens):
        if token.text in _BREAKS:
            yield first, i
            first = i + 1
    yield first, len(tokens)


def _turns(tokens: Sequence[Token], tags: Sequence[tuple[str, str]], i: int) -> bool:
    """Whether another clause begins at word *i*: "as", "after", a comma before a participle or at the end of the subject."""
    word = tokens[i].lower
    return (word in _OPENS_OTHER and "IN" in tags[i]) or (word in _STOPS and i > 1)


def _verb(tokens: Sequence[Token], tags: Sequence[tuple[str, str]], first: int, end: int, lead: frozenset[str]) -> int | None:
    agreed = [i for i in range(first + 1, end) if all(tag in _FINITE for tag in tags[i])]
    single = [i for i in range(first + 1, end) if any(tag in _FINITE for tag in tags[i])]
    in_s = [i for i in range(first + 1, end) if tokens[i].lower.endswith("s") and any(t in ("NNS", "NNPS") for t in tags[i])]
    for at in agreed:
        if _tells(tokens, tags, first, at):
            return at
    for at in single:
        if _tells(tokens, tags, first, at) and _agrees(tokens, tags, at, end):
            return at
    return next((i for i in in_s if _tells(tokens, tags, first, i) and _again(tokens[i].lower, lead)), None)


def _tells(tokens: Sequence[Token], tags: Sequence[tuple[str, str]], first: int, at: int) -> bool:
    """A subject stands before it, no infinitive's "to", and no relative pronoun."""
    before = range(first, at)
    if tokens[at - 1].lower == "to" or any(tokens[i].lower in _RELATIVE for i in before):
        return False
    return any(tag in _NOMINAL for i in before for tag in tags[i]) and tokens[at].text[0].isalpha()


def _agrees(tokens: Sequence[Token], tags: Sequence[tuple[str, str]], at: int, end: int) -> bool:
    """A word that one tagger alone takes for a verb has to be of a form that goes with what stands before it."""
    word, before = tokens[at].lower, tags[at - 1]
    several = (
        any(t in ("NNS", "NNPS") for t in before) or any(t.lower == "and" for t in tokens[:at]) or tokens[at - 1].lower == "police"
    )
    if word.endswith("s") and not word.endswith("ss"):
        return not several and at + 1 < end
    if word.endswith(("ed", "t", "n")) or "MD" in tags[at]:
        return True
    return several and at + 1 < end


def _again(word: str, lead: frozenset[str]) -> bool:
    """Whether the report's first sentences have another form of the same verb."""
    return any(form in lead for base in _bases(word)[1:] for form in verb_forms(base) if form != word)


def _main(tags: Sequence[tuple[str, str]], tokens: Sequence[Token], verb: int, end: int) -> int:
    """The verb that tells: of "will meet", "set to check", "to be freed" the last."""
    at = verb
    while at + 1 < end:
        nearest = at + 1
        if tokens[nearest].lower in ("to", "not", "n't", "never", "also", "be", "been", "being"):
            nearest += 1
        if nearest < end and any(t.startswith("VB") for t in tags[nearest]) and (nearest > at + 1 or _light(tokens[at].lower)):
            at = nearest
        else:
            break
    return at


def _light(word: str) -> bool:
    return word in (
        "will",
        "would",
        "may",
        "might",
        "could",
        "can",
        "must",
        "has",
        "have",
        "had",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "get",
        "gets",
    )


def complement(tokens: Sequence[Token], parsed: Phrases, verb: int, end: int) -> int:
    """The end of what a verb needs to tell something: its particle and object, or, without an object, its first phrase with a
    preposition ("lands in Washington"), or a state ("found dead")."""
    at = _particles(tokens, parsed, verb + 1, end)
    found = _phrase(parsed, at, end)
    if found is None and at < end and tokens[at].text in _QUOTES:
        found = _phrase(parsed, at + 1, end)
    if found:
        return found
    if at < end and parsed.tags[at] == "ADJ":
        return at + 1
    behind = _phrase(parsed, at + 1, end) if at + 1 < end and parsed.tags[at] in ("ADP", "PART") else None
    return behind or at


def _particles(tokens: Sequence[Token], parsed: Phrases, at: int, end: int) -> int:
    while at < end and parsed.penn[at] in ("RP", "RB") and tokens[at].lower not in _OPENS_OTHER:
        at += 1
    return at


def _phrase(parsed: Phrases, at: int, end: int) -> int | None:
    """The end of the noun phrases that begin at word *at*, joined by "of" or "and"."""
    chunk = next((c for c in parsed.chunks if c.first <= at < c.last), None)
    return min(chunk.last, end) if chunk is not None else None


def _passive(tags: Sequence[tuple[str, str]], tokens: Sequence[Token], parsed: Phrases, verb: int, end: int) -> bool:
    """A participle without an object: headings tell what is done in the present tense."""
    before = tokens[verb - 1].lower if verb else ""
    past = parsed.penn[verb] in ("VBN", "VBD") or tokens[verb].lower.endswith("ed")
    return past and before not in _HAVE and _phrase(parsed, _particles(tokens, parsed, verb + 1, end), end) is None
