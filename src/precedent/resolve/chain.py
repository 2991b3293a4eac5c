"""Chains while they grow, and the register in which a mention finds those it may belong to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from precedent.knowledge.folding import fold
from precedent.resolve.mentions import Mention

_RECENT = 60  # mentions back among which a pronoun looks
_SAME = 40  # chains of one head noun or name among which a phrase looks


@dataclass(slots=True, eq=False)
class Chain:
    """One actor so far: what its mentions have said of it. ``ordinal`` counts chains, in the order of their beginning."""

    ordinal: int = 0
    mentions: list[Mention] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    lemmas: dict[str, None] = field(default_factory=dict)  # ordered, as what is found must not hang on hashes
    modifiers: set[str] = field(default_factory=set)
    country: str | None = None
    sector: str | None = None
    number: str | None = None
    gender: str | None = None
    body: bool = False
    acts_as_country: bool = False
    members: tuple[Chain, ...] = ()  # of "the two"

    def add(self, mention: Mention) -> None:
        if not self.mentions:
            self.body = mention.body
        self.mentions.append(mention)
        self.describe(mention)

    def describe(self, mention: Mention) -> None:
        """Take what a mention says of the actor, where nothing was known; a pronoun says gender and number alone."""
        if mention.gender in ("m", "f"):
            self.gender = self.gender or mention.gender
        if mention.form == "pronoun":
            return
        self.number = self.number or mention.number
        self.acts_as_country = self.acts_as_country or mention.form == "country"
        for name in filter(None, (mention.name, mention.known_as)):
            key = name_key(name)
            if key and key not in self.names:
                self.names.append(key)
        if mention.lemma:
            parts = mention.lemma.split()
            self.lemmas[mention.lemma] = None
            self.lemmas[parts[0] if " of " in mention.lemma else parts[-1]] = None
        self.modifiers |= mention.modifiers
        self.country = self.country or mention.country
        self.sector = self.sector or mention.sector


def name_key(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared."""
    return tuple(fold(name).split())


def initials(key: tuple[str, ...]) -> str:
    """ "un" of "united nations"; empty for one word."""
    return "".join(word[0] for word in key if word not in ("of", "the", "and", "for")) if len(key) > 1 else ""


class Register:
    """All chains, to be found by head noun, by name, by country and by nearness."""

    def __init__(self) -> None:
        self.chains: list[Chain] = []
        self._by_lemma: dict[str, dict[Chain, None]] = {}
        self._by_name: dict[str, dict[Chain, None]] = {}
        self._by_country: dict[str, Chain] = {}
        self._recent: list[tuple[Mention, Chain]] = []

    def add(self, chain: Chain | None, mention: Mention, *, counts: bool = True) -> Chain:
        """Join *mention* to a chain (None: a new one); one that does not count only tells about it."""
        if chain is None:
            chain = Chain(ordinal=len(self.chains))
            self.chains.append(chain)
        if counts or not chain.mentions:
            chain.add(mention)
            self._recent.append((mention, chain))
        else:
            chain.describe(mention)
        for lemma in chain.lemmas:
            _touch(self._by_lemma.setdefault(lemma, {}), chain)
        for key in chain.names:
            for word in dict.fromkeys((key[0], key[-1], initials(key))):
                _touch(self._by_name.setdefault(word, {}), chain)
        if mention.form == "country" and mention.country:
            self._by_country.setdefault(mention.country, chain)
        return chain

    def of_country(self, country: str | None) -> Chain | None:
        return self._by_country.get(country or "")

    def of_lemma(self, lemma: str) -> list[Chain]:
        """Chains with that head noun, the latest told of first."""
        return _latest(self._by_lemma.get(lemma, {}))

    def of_name(self, key: tuple[str, ...]) -> list[Chain]:
        """Chains whose name begins or ends with a word of *key*, or has or is its initials; the latest told of first."""
        found: dict[Chain, None] = {}
        for word in dict.fromkeys((key[0], key[-1], initials(key))):
            if word:
                found.update(dict.fromkeys(_latest(self._by_name.get(word, {}))))
        return list(found)

    def recent(self) -> Iterator[tuple[Mention, Chain]]:
        """The last mentions, latest first."""
        return reversed(self._recent[-_RECENT:])


def _touch(chains: dict[Chain, None], chain: Chain) -> None:
    chains.pop(chain, None)
    chains[chain] = None


def _latest(chains: dict[Chain, None]) -> list[Chain]:
    found: list[Chain] = []
    for chain in reversed(chains):
        if len(found) == _SAME:
            break
        found.append(chain)
    return found
