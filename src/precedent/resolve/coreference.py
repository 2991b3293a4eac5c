"""Which mentions stand for the same actor: names by their variants, noun phrases by head and modifiers, pronouns by nearness.

One pass over the text in order, each mention joining a chain that came before or starting its own; the title is read
last, as its words are short for those of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from precedent.clean.document import Sentence
from precedent.knowledge import actors, speech
from precedent.resolve.chain import Chain, Register, initials, name_key
from precedent.resolve.mentions import PRONOUNS, Mention
from precedent.resolve.wordlists import words
from precedent.spans.phrases import Phrases

_REACH = 3  # sentences back in which a pronoun looks for what it stands for


def link(
    sentences: Sequence[Sentence], phrases: Sequence[Phrases], mentions: Sequence[Sequence[Mention]], date: str | None
) -> list[Chain]:
    """Chains of the mentions (by sentence index), in the order in which the text, then the title, first tells of them.

    *date* (ISO; None: today) says who held which office.
    """
    register = Register()
    told: dict[tuple[str, ...], list[tuple[Mention, Chain]]] = {}
    for sentence in sorted(sentences, key=lambda s: (s.part == "title", s.index)):
        if sentence.quoted:
            continue
        key = tuple(t.lower for t in sentence.tokens)
        if sentence.repeat and key in told:
            _repeat(mentions[sentence.index], told[key])
            continue
        linker = _Linker(sentence, phrases[sentence.index], register, date)
        done = [(m, linker.place(m)) for m in mentions[sentence.index]]
        told.setdefault(key, []).extend(done)
    return register.chains


def _repeat(again: Iterable[Mention], before: Sequence[tuple[Mention, Chain]]) -> None:
    """The mentions of a repeated sentence belong where those of the sentence it repeats do."""
    by_head = {m.head: chain for m, chain in before}
    for mention in again:
        if mention.head in by_head:
            by_head[mention.head].add(mention)


class _Linker:
    """Places the mentions of one sentence."""

    def __init__(self, sentence: Sentence, phrases: Phrases, register: Register, date: str | None) -> None:
        self.sentence, self.phrases, self.register, self.date = sentence, phrases, register, date
        self.title = sentence.part == "title"
        self.last: tuple[Mention, Chain] | None = None

    def place(self, mention: Mention) -> Chain:
        """The chain that *mention* joins, or its new one."""
        if mention.group:
            return self._group(mention)
        if mention.lemma in words("opposite") and mention.sector is None:
            self._as_its_owner(mention)
        predicate = self._predicate(mention)
        joined = self._apposed(mention) or self._known(mention)
        chain = self.register.add(joined, mention, counts=not predicate)
        self.last = (mention, chain)
        return chain

    def _as_its_owner(self, mention: Mention) -> None:
        """ "His Chinese counterpart" holds the office that he holds."""
        if self.last is not None and mention.first <= self.last[0].first < mention.head:
            mention.sector = self.last[1].sector

    def _group(self, mention: Mention) -> Chain:
        """ "The two": those whom the nearest words before name, if they are as many; else a group of unknown members."""
        told: dict[int, dict[Chain, None]] = {}
        for before, chain in self.register.recent():
            apart = self.sentence.index - before.sentence.index
            single = not chain.members and not before.group and (chain.number == "one" or chain.body)
            if single and 0 <= apart <= _REACH and (apart or before.head < mention.first):
                told.setdefault(apart, {})[chain] = None
        members = next((tuple(reversed(list(told[a]))) for a in sorted(told) if len(told[a]) == mention.group), ())
        same = next((c for c in self.register.chains if members and c.members and set(c.members) == set(members)), None)
        chain = self.register.add(same, mention)
        chain.members = members
        for of in ("country", "sector"):
            shared = {getattr(member, of) for member in members}
            if len(shared) == 1:
                setattr(chain, of, shared.pop())
        self.last = (mention, chain)
        return chain

    def _known(self, mention: Mention) -> Chain | None:
        if mention.form == "pronoun":
            return self._pronoun(mention)
        if mention.form == "country":
            return self.register.of_country(mention.country)
        if mention.name:
            return self._named(mention)
        return self._noun(mention)

    def _apposed(self, mention: Mention) -> Chain | None:
        """ "Volodymyr Zelensky, the president of Ukraine": the second phrase tells who the first is; so does "is a soldier"."""
        if self.last is None or mention.form == "pronoun":
            return None
        before, chain = self.last
        if self._predicate(mention):
            return chain
        between = [t.text for t in self.sentence.tokens[before.last : mention.first]]
        if len(between) in (3, 4, 5) and between[0] in ("of", "for"):  # "the president of Ukraine, …"
            between = between[-1:]
        if between != [","] or before.form == "country" or mention.form == "country":
            return None
        after = self.sentence.tokens[mention.last].text if mention.last < len(self.sentence.tokens) else "."
        one_name = bool(before.name) != bool(mention.name)
        agree = before.body == mention.body and "many" not in (before.number, mention.number)
        no_clash = not (before.country and mention.country) or before.country == mention.country
        return chain if one_name and agree and no_clash and after in words("closes_apposition") else None

    def _predicate(self, mention: Mention) -> bool:
        if self.last is None or mention.form != "noun" or not self.last[0].subject:
            return False
        between = self.sentence.tokens[self.last[0].last : mention.first]
        return (
            0 < len(between) <= 2
            and between[-1].lower in ("is", "was", "are", "were", "became")
            and self.last[0].body == mention.body
            and self.last[0].number == mention.number
        )

    # names

    def _named(self, mention: Mention) -> Chain | None:
        key, known = name_key(mention.name), name_key(mention.known_as)
        candidates = self.register.of_name(key) + (self.register.of_name(known) if known and known != key else [])
        fitting = [c for c in candidates if c.body == mention.body and _gender_agrees(c, mention)]
        exact = next((c for c in fitting if key in c.names or known in c.names), None)
        similar = exact or next((c for c in fitting if any(_same_name(key, other, mention.body) for other in c.names)), None)
        return similar or self._title_of(mention)

    def _title_of(self, mention: Mention) -> Chain | None:
        """Whom the text has so far called by the office that this name holds: "The US president …", then "Trump"."""
        held = actors.holder(mention.name, self.date) if mention.known_as else None
        if held is None or not held[1]:
            return None
        term = held[0]
        for title in actors.titles(term.office):
            for chain in self.register.of_lemma(title):
                if not chain.names and chain.number == "one" and chain.country == term.country and chain.sector != "ELI":
                    return chain if chain.mentions[0].definite != "a" else None
        return None

    # noun phrases

    def _noun(self, mention: Mention) -> Chain | None:
        if mention.definite == "another" or mention.generic:
            return None
        if mention.definite == "a" and not self.title:
            return None
        order = self.register.of_lemma(mention.lemma)
        if self.title:
            order.sort(key=lambda c: c.ordinal)
        for chain in order:
            fits = mention.modifiers <= chain.modifiers or (not mention.body and not chain.modifiers)
            bare = mention.definite == "bare" and not self.title and mention.country != chain.country
            if fits and not bare and _agrees(chain, mention):
                return chain
        if mention.country and mention.number == "one" and mention.sector != "ELI":
            for term in actors.in_office(mention.lemma, mention.country, self.date):  # "Trump …", then "the US president"
                key = name_key(term.name)
                named = next((c for c in self.register.of_name(key) if key in c.names and _agrees(c, mention)), None)
                if named:
                    return named
        whoever = mention.lemma in words("anyone") or mention.lemma in words("by_deed")
        if not whoever or mention.number != "one" or not (mention.definite == "the" or self.title):
            return None
        people = {
            c: None for m, c in self.register.recent() if (self.title or self._near(m)) and _a_person(c) and _agrees(c, mention)
        }
        return next(iter(people)) if len(people) == 1 else None

    def _near(self, mention: Mention) -> bool:
        return self.sentence.index - mention.sentence.index <= _REACH

    # pronouns

    def _pronoun(self, mention: Mention) -> Chain | None:
        token = self.sentence.tokens[mention.first].lower
        number, gender = PRONOUNS[token]
        if gender == "n" and self._expletive(mention):
            return None
        speaker = self._after_quote(mention)
        best: tuple[float, Chain] | None = None
        for candidate, chain in self.register.recent():
            if not _pronoun_agrees(chain, number, gender):
                continue
            score = self._score(mention, candidate, speaker)
            if score > 0:
                score += min(len(chain.mentions), 4) * 0.3 - (3.0 if number == "many" and chain.body else 0.0)
                if best is None or score > best[0]:
                    best = (score, chain)
        return best[1] if best else None

    def _score(self, pronoun: Mention, candidate: Mention, speaker: bool) -> float:
        """How well a mention fits as what *pronoun* stands for; at or below 0 it does not."""
        if candidate.sentence.part != pronoun.sentence.part or candidate.sentence.repeat:
            return -1.0
        apart = pronoun.sentence.index - candidate.sentence.index
        if apart < 0 or apart > _REACH or (apart == 0 and candidate.head >= pronoun.head):
            return -1.0
        if apart == 0 and (speaker or self._same_clause(candidate, pronoun)):
            return -1.0
        score = 10.0 - 2.5 * apart
        if candidate.subject:
            score += 2.0
        if candidate.form == "pronoun":
            score += 1.0 if candidate.gender == pronoun.gender else 0.0
        if speaker and _speaks(candidate):
            score += 2.0
        if candidate.form == "name":
            score += 0.5
        return score - 0.01 * (pronoun.head - candidate.head if apart == 0 else candidate.head)

    def _same_clause(self, candidate: Mention, pronoun: Mention) -> bool:
        """An object pronoun is not its own clause's subject: "Lee met him"."""
        if pronoun.subject or not candidate.subject:
            return False
        tokens = self.sentence.tokens
        owns = pronoun.last < len(tokens) and self.phrases.tags[pronoun.last] in ("NOUN", "ADJ", "PROPN", "NUM")
        if owns or pronoun.text.endswith("self"):  # "his speech"
            return False
        return not any(t.lower in words("breaks") for t in tokens[candidate.last : pronoun.first])

    def _after_quote(self, mention: Mention) -> bool:
        before = self.sentence.tokens[mention.first - 1].text if mention.first else ""
        after = self.sentence.tokens[mention.last].lower if mention.last < len(self.sentence.tokens) else ""
        return before in (",", '"', "”", "?", "!", "'", "’") and after in speech.verbs()

    def _expletive(self, mention: Mention) -> bool:
        """ "It was the first crossing", "it seems", "it rained": no actor."""
        if self.sentence.tokens[mention.first].lower == "its":
            return False
        at = mention.last
        if not mention.subject or at >= len(self.phrases.tags):
            return True
        word = self.sentence.tokens[at].lower
        following = self.phrases.tags[at + 1] if at + 1 < len(self.phrases.tags) else ""
        if word in words("expletive"):
            return following != "VERB"
        return False


def _speaks(mention: Mention) -> bool:
    """The mention is the subject of a verb of speech: "…, he said"."""
    after = mention.sentence.tokens[mention.last : mention.last + 2]
    return any(t.lower in speech.verbs() for t in after)


def _gender_agrees(chain: Chain, mention: Mention) -> bool:
    return chain.gender is None or mention.gender is None or chain.gender == mention.gender


def _agrees(chain: Chain, mention: Mention) -> bool:
    """Nothing known of the two speaks against one actor."""
    return (
        chain.body == mention.body
        and _gender_agrees(chain, mention)
        and (chain.number is None or mention.number is None or chain.number == mention.number)
        and (chain.country is None or mention.country is None or chain.country == mention.country)
        and {chain.sector, mention.sector} != {"GOV", "ELI"}
    )


def _a_person(chain: Chain) -> bool:
    return chain.number == "one" and not chain.body and not chain.names and not chain.mentions[0].generic


def _same_name(key: tuple[str, ...], other: tuple[str, ...], body: bool) -> bool:
    """One name is a variant of the other: a surname, an acronym, a shorter form, a spelling the tables know."""
    if body:
        long, short = (key, other) if len(key) >= len(other) else (other, key)
        if len(short) == 1 and short[0] == initials(long):
            return True
        return long[: len(short)] == short and len(short[0]) > 3
    if len(key) == 1 or len(other) == 1:
        one, many = (key[0], other) if len(key) == 1 else (other[0], key)
        return len(many) > 1 and one in (many[0], many[-1]) and len(one) > 1
    if set(key) <= set(other) or set(other) <= set(key):
        return True
    return key[-1] == other[-1] and (key[0][0] == other[0][0]) and (len(key[0]) == 1 or len(other[0]) == 1)


def _pronoun_agrees(chain: Chain, number: str | None, gender: str | None) -> bool:
    first = chain.mentions[0]
    if first.generic:
        return False
    if gender == "n":
        return chain.body and chain.number != "many"
    if number == "many":
        return chain.number != "one" or (chain.body and not chain.acts_as_country)
    if chain.body or chain.number == "many":
        return False
    if first.form == "noun" and chain.number is None:
        return False
    return chain.gender in (None, gender)


def office(chain: Chain, date: str | None) -> tuple[str, str] | None:
    """Country and sector of the public office that one of the chain's names holds or held."""
    for mention in chain.mentions:
        if mention.name and not chain.body:
            found = actors.holder(mention.name, date)
            if found:
                held, now = found
                return held.country, held.sector if now or held.sector != "GOV" else "ELI"
    return None
