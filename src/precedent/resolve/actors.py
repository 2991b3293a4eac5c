"""The actors of a report: every mention of one in one chain, with country and sector."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from precedent.clean.document import Document
from precedent.knowledge import countries
from precedent.knowledge.actors import members
from precedent.knowledge.gazetteer import Gazetteer
from precedent.records import CARRIED, Actor, Place, RoleActor
from precedent.resolve.chain import Chain
from precedent.resolve.coreference import link, office
from precedent.resolve.describe import Description, chunk_at, describe, words
from precedent.resolve.mentions import PRONOUNS, Finder, Mention
from precedent.resolve.scene import Scene
from precedent.resolve.wordlists import words as wordlist
from precedent.spans.names import Name
from precedent.spans.phrases import Phrases

_IN_ARMS = ("MIL", "REB", "PRM", "COP", "UAF", "CRM")


class Chains:
    """The actors of a report, in document order, and who stands where."""

    def __init__(self, doc: Document, phrases: Sequence[Phrases], chains: Sequence[Chain], scene: Scene, date: str | None) -> None:
        self._doc, self._phrases, self._scene, self._date = doc, phrases, scene, date
        kept = [c for c in chains if not _nobody(c)]
        kept.sort(key=lambda c: min((m.sentence.index, m.first) for m in c.mentions))
        ids = {chain: f"a{n}" for n, chain in enumerate(kept, 1)}
        self._stated = {ids[chain]: chain.country for chain in kept}
        self.actors = tuple(_actor(doc, ids, chain, scene, date) for chain in kept)
        self._country = {actor.id: actor.country for actor in self.actors}
        placed = [(m, actor) for chain, actor in zip(kept, self.actors, strict=True) for m in chain.mentions]
        self._at = {(m.sentence.index, m.head): actor for m, actor in placed}
        for mention, actor in placed:  # a phrase longer than its base ("Secretary | of State Rubio") answers for that too
            chunk = chunk_at(phrases[mention.sentence.index], mention.first)
            if chunk and chunk.head < mention.head:
                self._at.setdefault((mention.sentence.index, chunk.head), actor)

    def at(self, sentence: int, first: int, last: int) -> Actor | None:
        """The actor that tokens ``first:last`` of a sentence (by index) stand for, by the head of the phrase."""
        return self._at.get((sentence, self._head(sentence, first, last)))

    def describe(self, sentence: int, first: int, last: int) -> tuple[str | None, str | None]:
        """Country and sector of any noun phrase by what the report says of them: their chain's, or what its own words say."""
        actor = self.at(sentence, first, last)
        if actor:
            return self._stated[actor.id], actor.sector
        head = self._head(sentence, first, last)
        whole, tokens = self._doc.sentences[sentence], self._doc.sentences[sentence].tokens
        if tokens[head].lower in wordlist("speakers"):
            return None, self._scene.speaker
        if self._phrases[sentence].tags[head] in ("NUM", "PRON") or tokens[head].lower in wordlist("indefinite"):
            if head + 2 < len(tokens) and tokens[head + 1].lower == "of":  # "eleven of us", "none of its men"
                chunk = chunk_at(self._phrases[sentence], head + 2)
                return self.describe(sentence, head + 2, chunk.last if chunk else max(last, head + 3))
            return None, None if tokens[head].lower in PRONOUNS else "CVL"
        said = describe(whole, self._phrases[sentence], first, head + 1, head + 1, self._date)
        if said.noun is None and said.country is None:
            country = countries.by_capital(words(whole, first, head + 1))
            return country, "GOV" if country else said.sector
        return said.country, said.sector or _of_country(said, self._doc, sentence, first, head)

    def settled(self, role: RoleActor) -> RoleActor:
        """With the country in which the report is set, for who has none of his own; a thing has none."""
        if role.country is not None or role.role == "instrument":
            return role
        if role.chain is not None:
            country = self._country[role.chain]
        else:
            inside = [s for s in self._doc.sentences if s.part == (role.in_ or "text") and s.start <= role.start < s.end]
            lowers = [t.lower for s in inside for t in s.tokens if role.start <= t.start < role.end]
            country = self._scene.of(inside[0].index, lowers, role.sector) if inside else None
        return msgspec.structs.replace(role, country=country, how=CARRIED) if country else role

    def _head(self, sentence: int, first: int, last: int) -> int:
        """The head of the first base noun phrase that begins to end within the span; inside a phrase, the span's last word."""
        phrases = self._phrases[sentence]
        chunk = chunk_at(phrases, first)
        for other in phrases.chunks:
            if chunk is None and first <= other.first < last:
                chunk = other
        if chunk and chunk.head < last:
            return chunk.head
        at = last - 1
        while at > first and phrases.penn[at : at + 1] == ("POS",):
            at -= 1
        return at


def _of_country(said: Description, doc: Document, sentence: int, first: int, head: int) -> str | None:
    """A country by its bare name, as the one who acts, is its government."""
    tokens = doc.sentences[sentence].tokens[first : head + 1]
    bare = said.noun is None and said.country is not None and all(t.text[0].isupper() or t.lower == "the" for t in tokens)
    return "GOV" if bare else None


def _nobody(chain: Chain) -> bool:
    """Told of once, and of no one in particular; or a pronoun that stands for nothing told."""
    return all(m.form == "pronoun" for m in chain.mentions) or (len(chain.mentions) == 1 and chain.mentions[0].generic)


def _actor(doc: Document, ids: dict[Chain, str], chain: Chain, scene: Scene, date: str | None) -> Actor:
    country, sector = chain.country, chain.sector
    mentions = sorted(chain.mentions, key=lambda m: (m.sentence.part == "title", m.sentence.index, m.first))
    spans = tuple(doc.words(m.sentence, m.first, m.last) for m in mentions)
    if sector is None and chain.names and not chain.body:
        sector = "CVL"  # named without office, title or body
    if country is None:
        first = next((m for m in mentions if m.form != "pronoun"), mentions[0])
        country = scene.of(first.sentence.index, [t.lower for t in first.sentence.tokens[first.first : first.last]], sector)
    of = tuple(ids[member] for member in chain.members if member in ids) or _states(chain, date)
    return Actor(id=ids[chain], name=_name(chain, mentions), country=country, sector=sector, mentions=spans, members=of)


def _states(chain: Chain, date: str | None) -> tuple[str, ...]:
    """The countries that belonged to a group of states on the day: "the Quad"."""
    names = [m.known_as for m in chain.mentions if m.known_as] if chain.body else []
    return members(names[0], date) if names else ()


def _name(chain: Chain, mentions: Sequence[Mention]) -> str:
    """The fullest proper name, else the first noun phrase: no "the", no capital letter that only opens a sentence."""
    names = [m.name for m in mentions if m.name]
    if names:
        return max(names, key=lambda n: (n.count(" "), len(n)))
    first = next((m for m in mentions if m.form != "pronoun"), mentions[0])
    text = first.text
    lead, _, rest = text.partition(" ")
    if lead.lower() in ("the", "this", "that", "these", "those") and rest:
        return rest
    if countries.by_name(text):  # one of several: "officials from Hungary and | Romania"
        return text
    common = first.sentence.tokens[first.first].lower in wordlist("opening") or (first.form == "noun" and first.first == first.head)
    return text[0].lower() + text[1:] if common else text


def chains(
    doc: Document, phrases: Sequence[Phrases], names: Sequence[Name], places: Sequence[Place], gazetteer: Gazetteer
) -> Chains:
    """Find and join all mentions of actors in a report (view offsets; ``phrases`` by sentence index)."""
    finder = Finder(doc, phrases, names, places)
    mentions = [[] if s.quoted else finder.find(s) for s in doc.sentences]
    found = link(doc.sentences, phrases, mentions, finder.date)
    owners: dict[tuple[int, int], tuple[Mention, Chain]] = {}  # by where they begin, the shortest: "his", "the general" 's men
    for mention, chain in sorted(((m, c) for c in found for m in c.mentions), key=lambda one: -one[0].last):
        owners[mention.sentence.index, mention.first] = mention, chain
    for chain in found:
        _hold(chain, finder.date)
    for chain in found:
        _owned(chain, owners)
    told = ((chain.country, len(chain.mentions)) for chain in found if chain.country)
    return Chains(doc, phrases, found, Scene(doc, names, places, told, gazetteer, finder.date), finder.date)


def _owned(chain: Chain, owners: dict[tuple[int, int], tuple[Mention, Chain]]) -> None:
    """Whose they are tells of which country: "its warships"; and what "his men" do, where he is in arms."""
    for mention in chain.mentions:
        owner, of = owners.get((mention.sentence.index, mention.first), (mention, chain))
        if of is chain or mention.form != "noun" or owner.last > mention.head:
            continue
        chain.country = chain.country or of.country
        if mention.lemma in wordlist("followers") and of.sector in _IN_ARMS:
            chain.sector = of.sector


def _hold(chain: Chain, date: str | None) -> None:
    """Country and sector of the public office that one is known to hold, where the text does not say."""
    if chain.names and not chain.body and (chain.country is None or chain.sector is None):
        held = office(chain, date)
        if held and chain.country in (None, held[0]):
            chain.country, chain.sector = held[0], chain.sector or held[1]
