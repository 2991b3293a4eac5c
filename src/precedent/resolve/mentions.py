"""Where actors are mentioned: noun phrases for people, organisations and countries that act, their names, pronouns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from precedent.clean.document import Document, Sentence
from precedent.knowledge import actors, countries, speech
from precedent.knowledge.folding import fold
from precedent.records import Place
from precedent.resolve.describe import (
    Description,
    Region,
    chunk_at,
    country_at,
    describe,
    lists_countries,
    organisation_at,
    regions,
    widened,
    words,
)
from precedent.resolve.wordlists import words as wordlist
from precedent.spans.names import Name
from precedent.spans.phrases import Chunk, Phrases

Form = Literal["name", "noun", "pronoun", "country"]
Number = Literal["one", "many"] | None
Definite = Literal["the", "a", "another", "bare"]

PRONOUNS: dict[str, tuple[Number, str | None]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("one", "m")),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("one", "f")),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), ("many", None)),
    **dict.fromkeys(("it", "its", "itself"), ("one", "n")),
}
_POSSESSIVE = frozenset({"his", "her", "their", "its"})
_COUNTS = {"two": 2, "three": 3, "four": 4}


@dataclass(slots=True, eq=False)
class Mention:
    """Tokens ``first:last`` of a sentence that stand for an actor. ``body``: an organisation or country, no person.

    ``name`` is a proper name without titles, ``known_as`` the one that the tables have for it; ``lemma`` the noun of a
    common phrase or the title before a name. ``generic``: nobody in particular.
    """

    sentence: Sentence
    first: int
    last: int
    head: int
    form: Form
    lemma: str = ""
    name: str = ""
    known_as: str = ""
    modifiers: frozenset[str] = frozenset()
    number: Number = None
    gender: str | None = None
    body: bool = False
    country: str | None = None
    sector: str | None = None
    definite: Definite = "bare"
    subject: bool = False
    generic: bool = False
    group: int = 0  # "the two": that many who were told of before

    @property
    def text(self) -> str:
        return words(self.sentence, self.first, self.last)


class _NounPhrase:
    """A noun phrase under consideration: tokens ``first:last`` of a sentence with its head."""

    __slots__ = ("first", "head", "last", "phrases", "sentence")

    def __init__(self, sentence: Sentence, phrases: Phrases, first: int, last: int, head: int) -> None:
        self.sentence, self.phrases, self.first, self.last, self.head = sentence, phrases, first, last, head

    def lowers(self, first: int, last: int) -> list[str]:
        return [t.lower for t in self.sentence.tokens[first:last]]

    def mention(self, form: Form) -> Mention:
        return Mention(self.sentence, self.first, self.last, self.head, form)


class Finder:
    """The mentions of a report's sentences; holds what is the same for all of them."""

    def __init__(self, doc: Document, phrases: Sequence[Phrases], names: Sequence[Name], places: Sequence[Place]) -> None:
        self.date = doc.report.published[:10] if doc.report.published else None
        self._phrases = phrases
        self._names: dict[int, list[Name]] = {}
        for name in names:
            if name.kind in ("ROLE", "SITE"):
                continue
            self._names.setdefault(name.sentence, []).append(name)
        self._acting = {(p.in_, p.start): p.country for p in places if p.as_actor}
        self._korea = any("Korea" in s.text for s in doc.sentences)
        self._surnames: set[str] = set()

    def find(self, sentence: Sentence) -> list[Mention]:
        """Every mention of a sentence, ordered by head."""
        phrases = self._phrases[sentence.index]
        found = [
            m for chunk in _with_titles(sentence, phrases) for m in self._in_chunk(sentence, phrases, self._whole(sentence, chunk))
        ]
        found += [other for m in list(found) for other in _others_of(sentence, phrases, m)]
        by_head = {m.head: m for m in found}  # the last said of a head: one of several is no country that acts by itself
        return sorted(by_head.values(), key=lambda m: m.head)

    def _whole(self, sentence: Sentence, chunk: Chunk) -> Chunk:
        """The phrase made longer where it ends within a name: "Moon | Jae-in", "the Organization | of American States"."""
        for name in self._names.get(sentence.index, ()):
            if name.kind == "PERSON" and name.first <= chunk.head < name.last:
                return Chunk(chunk.first, max(chunk.last, name.last), name.last - 1)
        for at in range(chunk.first, chunk.last):
            region = organisation_at(sentence, at, len(sentence.tokens), self.date)
            if region and region.last > chunk.last:
                return Chunk(chunk.first, region.last, region.last - 1)
        return chunk

    def _in_chunk(self, sentence: Sentence, phrases: Phrases, chunk: Chunk) -> Iterator[Mention]:
        tokens = sentence.tokens
        if tokens[chunk.head].lower in PRONOUNS and chunk.last == chunk.first + 1:
            yield _pronoun(sentence, chunk.first, subject=acts(phrases, chunk))
            return
        if tokens[chunk.first].lower in _POSSESSIVE:
            yield _pronoun(sentence, chunk.first, subject=False)
        first = widened(sentence, chunk.first, chunk.last)
        for i in range(chunk.first + 1, chunk.head):
            if phrases.penn[i] == "POS":
                owner = self._phrase(_NounPhrase(sentence, phrases, first, i, i - 1))
                if owner:
                    yield owner
        whole = self._phrase(_NounPhrase(sentence, phrases, _owned(sentence, phrases, first), chunk.last, chunk.head))
        if whole:
            whole.subject = acts(phrases, chunk)
            yield whole

    def _phrase(self, np: _NounPhrase) -> Mention | None:
        """A noun phrase as a mention, or None where its head stands for no actor."""
        token = np.sentence.tokens[np.head]
        group = _group(np)
        if group is not None:
            return group
        if np.phrases.tags[np.head] in ("NUM", "PRON") and not token.text[0].isupper():
            return None
        name = next((n for n in self._names.get(np.sentence.index, ()) if n.first <= np.head < n.last), None)
        several = actors.noun(token.lower)
        if name and name.kind == "PERSON" and not (several and several.plural):  # "Royal Marines" are no person
            return self._person(np, _begin(np, name))
        if token.lower in wordlist("calendar"):
            return None
        region = next((r for r in regions(np.sentence, np.first, np.last, self.date) if r.last == np.head + 1), None)
        if region and region.organisation:
            return self._organisation(np, region.first)
        said = describe(np.sentence, np.phrases, np.first, np.last, np.head + 1, self.date)
        if said.noun and not (token.text[0].isupper() and _titled(np, max(np.first, said.noun_first - 3), said.noun_first)):
            return self._noun(np, said)
        if region:
            return self._people(np, region) if region.demonym else self._country(np, region.first, region.country)
        if name and name.kind == "ORG":
            return self._organisation(np, max(np.first, name.first))
        if name and name.kind == "PLACE" and not self._holds_office(np, name):
            at = (np.sentence.in_, name.start)
            if at in self._acting:
                return self._country(np, max(np.first, name.first), self._acting[at])
            return self._capital(np)
        if (
            token.text in ("North", "South")
            and self._korea
            and np.sentence.tokens[np.first].lower == "the"
            and np.head == np.first + 1
        ):
            return self._country(np, np.head, "PRK" if token.text == "North" else "KOR")
        if token.text[0].isupper() and (name is None or name.kind == "PLACE"):
            return self._capital(np) or self._by_title(np) or (self._unsure(np) if name is None else None)
        return None

    def _holds_office(self, np: _NounPhrase, name: Name) -> bool:
        """A place that shares its name with one in office, where nothing says it is the place: "Obama said"."""
        before = np.lowers(max(0, np.first - 1), np.first)
        return actors.holder(name.text, self.date) is not None and before not in (["in"], ["at"], ["near"], ["from"])

    def _unsure(self, np: _NounPhrase) -> Mention | None:
        """A name of nobody knows what that acts, or that owns what does: taken for a person's."""
        chunk = chunk_at(np.phrases, np.head)
        acting = np.phrases.tags[np.head] == "PROPN" and chunk is not None and (chunk.head != np.head or acts(np.phrases, chunk))
        begin = np.head
        while begin > np.first and np.sentence.tokens[begin - 1].text[0].isupper() and np.sentence.tokens[begin - 1].lower != "the":
            begin -= 1
        return self._person(np, begin) if acting else None

    def _capital(self, np: _NounPhrase) -> Mention | None:
        """A capital that speaks stands for its country's government: "Seoul said"."""
        spoken = np.lowers(np.last, np.last + 3)
        if speech.verbs().isdisjoint(spoken):
            return None
        country = countries.by_capital(words(np.sentence, np.first, np.head + 1))
        return self._country(np, np.first, country) if country else None

    def _by_title(self, np: _NounPhrase) -> Mention | None:
        """A name that nobody marked, known for a person's by title, honorific, office, or an earlier mention."""
        tokens = np.sentence.tokens
        begin = np.head
        while begin > np.first and tokens[begin - 1].text[0].isupper() and not _titled(np, np.first, begin):
            begin -= 1
        text = words(np.sentence, begin, np.head + 1)
        known = actors.holder(text, self.date) or (begin == np.head and fold(text) in self._surnames)
        return self._person(np, begin) if known or _titled(np, np.first, begin) else None

    def _person(self, np: _NounPhrase, begin: int) -> Mention:
        """A person's name with what stands before it: "South Korean President | Lee Jae-myung"."""
        while begin < np.head and (
            actors.noun(np.sentence.tokens[begin].lower) or np.sentence.tokens[begin].lower in wordlist("honorifics")
        ):
            begin += 1
        before = np.lowers(np.first, begin)
        said = describe(np.sentence, np.phrases, np.first, begin, begin, self.date) if before else Description()
        mention = np.mention("name")
        mention.name, mention.number = words(np.sentence, begin, np.head + 1), "one"
        known = actors.holder(mention.name, self.date)
        mention.known_as = known[0].name if known else ""
        mention.gender = _gender(before)
        mention.country, mention.sector = said.country, said.sector
        mention.lemma = said.noun.lemma if said.noun else ""
        parts = fold(mention.name).split()
        self._surnames.update((parts[0], parts[-1]) if len(parts) > 1 else ())
        return mention

    def _organisation(self, np: _NounPhrase, begin: int) -> Mention:
        if np.sentence.tokens[begin].lower == "the" and begin < np.head:
            begin += 1
        mention = np.mention("name")
        mention.name, mention.body = words(np.sentence, begin, np.head + 1), True
        known = actors.organisation(mention.name, self.date)
        said = describe(np.sentence, np.phrases, np.first, np.last, np.head + 1, self.date)
        mention.known_as = known.name if known else ""
        mention.lemma = said.noun.lemma if said.noun else ""
        mention.country, mention.sector = (known.country, known.sector) if known else (said.country, said.sector)
        return mention

    def _noun(self, np: _NounPhrase, said: Description) -> Mention | None:
        noun = said.noun
        assert noun is not None
        chunk = chunk_at(np.phrases, np.head)
        if noun.kind == "site" and not (chunk and chunk.head == np.head and acts(np.phrases, chunk)):
            return None
        before = np.lowers(np.first, said.noun_first)
        mention = np.mention("noun")
        mention.lemma, mention.country, mention.sector = noun.lemma, said.country, said.sector
        mention.body = noun.kind in ("body", "site", "craft")
        if noun.kind != "people":
            mention.number = "many" if noun.plural else "one"
        mention.gender = _gender([np.sentence.tokens[np.head].lower, *noun.lemma.split(), *before])
        owned = any(np.phrases.penn[i] == "POS" for i in range(np.first, said.noun_first))
        mention.definite = _definite(np, before)
        if owned and mention.definite != "another":
            mention.definite = "the"
        named = {i for r in regions(np.sentence, np.first, said.noun_first, self.date) for i in range(r.first, r.last)}
        mention.modifiers = frozenset(
            word
            for i, word in enumerate(before, np.first)
            if i not in named and np.phrases.tags[i] in ("ADJ", "NOUN", "PROPN", "VERB") and word not in wordlist("determiners")
        )
        mention.generic = _generic(np, mention)
        return mention

    def _people(self, np: _NounPhrase, region: Region) -> Mention:
        """ "North Koreans", "an Iraqi", "the French"."""
        before = np.lowers(np.first, region.first)
        plural = np.sentence.tokens[np.head].text.endswith("s")
        mention = np.mention("noun")
        mention.lemma, mention.country = words(np.sentence, region.first, np.head + 1).lower(), region.country
        mention.number = "many" if plural or before[:1] == ["the"] else "one"
        mention.sector = "CVL"
        mention.definite = _definite(np, before)
        mention.modifiers = frozenset(before) - wordlist("determiners") - wordlist("definite")
        return mention

    def _country(self, np: _NounPhrase, begin: int, country: str | None) -> Mention | None:
        """A country that acts; one that is only where something happens is no mention."""
        tokens = np.sentence.tokens
        if begin > np.first + (tokens[np.first].lower == "the"):
            return None
        chunk = chunk_at(np.phrases, np.head)
        before = tokens[np.first - 1].lower if np.first else ""
        acting = (
            (np.sentence.in_, tokens[begin].start) in self._acting
            or chunk is None
            or chunk.head != np.head
            or acts(np.phrases, chunk)
            or before in wordlist("acted_on")
            or (np.first > 0 and np.phrases.tags[np.first - 1] == "VERB" and before not in wordlist("motion"))
        )
        if not acting:
            return None
        mention = np.mention("country")
        mention.body, mention.number, mention.country, mention.sector = True, "one", country, "GOV"
        return mention


def _group(np: _NounPhrase) -> Mention | None:
    """ "The two", "both", "the three leaders": those told of just before."""
    lowers = np.lowers(np.first, np.head + 1)
    if lowers in (["both"], ["the", "pair"], ["the", "duo"]):
        count = 2
    elif len(lowers) in (2, 3) and lowers[0] == "the" and lowers[1] in _COUNTS:
        count = _COUNTS[lowers[1]]
        if len(lowers) == 3 and lowers[2] not in wordlist("sides"):
            return None
    else:
        return None
    mention = np.mention("noun")
    mention.lemma, mention.number, mention.definite, mention.group = "both", "many", "the", count
    return mention


def _others_of(sentence: Sentence, phrases: Phrases, mention: Mention) -> Iterator[Mention]:
    """ "Officials from Hungary and Romania", "the armies of Chad and Niger" are one actor for each country that is named.

    The first is the phrase itself, which takes its country; the others are made from it.
    """
    tokens = sentence.tokens
    if mention.form != "noun" or mention.number == "one" or mention.country or mention.last + 1 >= len(tokens):
        return
    if tokens[mention.last].lower not in ("of", "from"):
        return
    chunk = chunk_at(phrases, mention.last + 1)
    if chunk is None or chunk.first != mention.last + 1 or not lists_countries(sentence, chunk):
        return
    first = country_at(sentence, chunk.first, chunk.last)
    if first is None or first.demonym or first.last != chunk.head + 1:
        return
    mention.country, mention.last = first.country, chunk.last
    at = chunk.last
    while at + 1 < len(tokens) and tokens[at].lower in ("and", ","):
        at += 1 + (tokens[at + 1].lower == "and")
        other = country_at(sentence, at, len(tokens)) if at < len(tokens) else None
        if other is None or other.demonym:
            return
        yield replace(mention, first=other.first, last=other.last, head=other.last - 1, country=other.country)
        at = other.last


def _begin(np: _NounPhrase, name: Name) -> int:
    """Where a person's name begins: a first name that the finder left out belongs to it ("Mark | Rathbun")."""
    begin, tokens = max(np.first, name.first), np.sentence.tokens
    while (
        begin > np.first
        and np.phrases.tags[begin - 1] == "PROPN"
        and tokens[begin - 1].text[0].isupper()
        and not _titled(np, np.first, begin)
        and not regions(np.sentence, begin - 1, begin, None)
    ):
        begin -= 1
    return begin


def _pronoun(sentence: Sentence, at: int, subject: bool) -> Mention:
    number, gender = PRONOUNS[sentence.tokens[at].lower]
    return Mention(sentence, at, at + 1, at, "pronoun", number=number, gender=gender, body=gender == "n", subject=subject)


def _with_titles(sentence: Sentence, phrases: Phrases) -> Iterator[Chunk]:
    """The base noun phrases, with titles in "of" made one with the name: "Secretary of | State Marco Rubio"."""
    chunks, at = phrases.chunks, 0
    while at < len(chunks):
        chunk = chunks[at]
        after = chunks[at + 1] if at + 1 < len(chunks) else None
        if after and after.first == chunk.last + 1 and sentence.tokens[chunk.last].lower == "of":
            ending = actors.noun(" ".join(t.lower for t in sentence.tokens[chunk.head : after.first + 1]))
            if ending and ending.kind == "person":
                chunk = Chunk(chunk.first, after.last, after.head)
                at += 1
        yield chunk
        at += 1


def _owned(sentence: Sentence, phrases: Phrases, first: int) -> int:
    """First token of the phrase before a bare apostrophe: "the rebels' | spokesman"."""
    if first > 1 and sentence.tokens[first - 1].text in ("'", "’") and sentence.tokens[first - 2].lower.endswith("s"):
        owner = chunk_at(phrases, first - 2)
        if owner and owner.last == first - 1:
            return owner.first
    return first


def acts(phrases: Phrases, chunk: Chunk) -> bool:
    """The phrase is the subject of a verb: a verb follows, no preposition goes before."""
    if chunk.first > 0 and phrases.tags[chunk.first - 1] == "ADP":
        return False
    at = chunk.last
    while at + 1 < len(phrases.tags) and phrases.tags[at] == "CCONJ":  # "Israel and Hamas agreed"
        joined = chunk_at(phrases, at + 1)
        if joined is None or joined.first != at + 1:
            return False
        at = joined.last
    while at < len(phrases.tags) and phrases.tags[at] in ("ADV", "PART"):
        at += 1
    return at < len(phrases.tags) and phrases.tags[at] in ("VERB", "AUX")


def _gender(lowers: Sequence[str]) -> str | None:
    if not wordlist("women").isdisjoint(lowers):
        return "f"
    return None if wordlist("men").isdisjoint(lowers) else "m"


def _definite(np: _NounPhrase, before: Sequence[str]) -> Definite:
    if not wordlist("another").isdisjoint(before):
        return "another"
    if before and before[0] in wordlist("definite"):
        return "the"
    counted = any(np.phrases.tags[np.first + i] == "NUM" for i in range(len(before)))
    return "a" if counted or (before and before[0] in wordlist("determiners")) else "bare"


def _generic(np: _NounPhrase, mention: Mention) -> bool:
    """People by number alone ("34,000 people"), or whoever did "the first crossing by a soldier"."""
    if mention.lemma in ("people", "person") and not mention.country and not mention.modifiers:
        return True
    if np.first < 2 or mention.definite != "a" or np.phrases.tags[np.first - 1] != "ADP":
        return False
    before = chunk_at(np.phrases, np.first - 2)
    return before is not None and not wordlist("ranks").isdisjoint(np.lowers(before.first, before.last))


def _titled(np: _NounPhrase, first: int, begin: int) -> bool:
    """A title or honorific ends right before token *begin*."""
    lowers = np.lowers(first, begin)
    ending = actors.noun_ending(lowers, 0, len(lowers)) if lowers else None
    return bool(lowers) and (
        lowers[-1] in wordlist("honorifics") or (ending is not None and ending[0].kind == "person" and not ending[0].plural)
    )
