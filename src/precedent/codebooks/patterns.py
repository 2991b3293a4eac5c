"""The small language in which a codebook writes its trigger words.

    condemn                        a word: every form of it
    open fire on                   words that follow each other; the first one is inflected
    impose|slap * sanctions on     alternatives; ``*`` lets up to six words stand between
    cross * @border                a group of words, defined once in the codebook
    meet -target|deadline          not where one of these stands in the six words after
    beat --@sport                  not where one of these stands anywhere in the sentence
    fire ++@weapon                 only where one of these stands anywhere in the sentence

After the first word, a word also stands for its plural, and a plural for its singular.
"""

from __future__ import annotations

from collections.abc import Mapping

from precedent.base import Record
from precedent.codebooks.inflect import noun_forms
from precedent.errors import CodebookError


class Step(Record, frozen=True, kw_only=True):
    """One of ``words`` has to come next, or within the reach of a gap."""

    words: frozenset[str]
    gap: bool = False


class Pattern(Record, frozen=True, kw_only=True):
    """One line of trigger words, read. ``heads`` are lemmas; everything else is matched as it stands, in lower case."""

    line: str
    heads: tuple[str, ...]
    steps: tuple[Step, ...]
    never_after: frozenset[str] = frozenset()
    never_in: frozenset[str] = frozenset()
    only_in: tuple[frozenset[str], ...] = ()

    @property
    def weight(self) -> int:
        """How much it asks for; of two patterns at one word the heavier is the more specific reading."""
        return 2 * len(self.steps) + len(self.only_in)


def read_pattern(line: str, groups: Mapping[str, tuple[str, ...]]) -> Pattern:
    """A line of trigger words as a :class:`Pattern`; ``CodebookError`` says what is wrong with it."""
    heads: tuple[str, ...] = ()
    steps: list[Step] = []
    never_after: frozenset[str] = frozenset()
    never_in: frozenset[str] = frozenset()
    only_in: list[frozenset[str]] = []
    gap = False
    for piece in line.split():
        if piece == "*":
            gap = True
        elif piece.startswith("--"):
            never_in |= _plurals(_options(piece[2:], groups, line))
        elif piece.startswith("++"):
            only_in.append(_forms(_options(piece[2:], groups, line)))
        elif piece.startswith("-"):
            never_after |= _plurals(_options(piece[1:], groups, line))
        elif not heads:
            heads = _options(piece, groups, line)
        else:
            steps.append(Step(words=_forms(_options(piece, groups, line)), gap=gap))
            gap = False
    if not heads or line.split()[0] == "*" or gap:
        raise CodebookError(f"trigger words {line!r} have no first word or end in '*'", "begin and end them with a word")
    return Pattern(line=line, heads=heads, steps=tuple(steps), never_after=never_after, never_in=never_in, only_in=tuple(only_in))


def _options(piece: str, groups: Mapping[str, tuple[str, ...]], line: str) -> tuple[str, ...]:
    found: list[str] = []
    for word in piece.split("|"):
        if word.startswith("@"):
            if word[1:] not in groups:
                raise CodebookError(f"trigger words {line!r} name the group {word}", "add it under 'groups'")
            found.extend(groups[word[1:]])
        elif word:
            found.append(word.lower())
        else:
            raise CodebookError(f"trigger words {line!r} have an empty alternative", "write words on both sides of '|'")
    return tuple(found)


def _forms(words: tuple[str, ...]) -> frozenset[str]:
    """Each word with its plural; one that is given in the plural with its singular."""
    singular = [word[:-1] for word in words if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is"))]
    return frozenset((*singular, *_plurals(words)))


def _plurals(words: tuple[str, ...]) -> frozenset[str]:
    """Each word with its plural: what is ruled out is ruled out in the number given ("soldiers" leaves "soldier" be)."""
    return frozenset(form for word in words for form in (noun_forms(word) if len(word) > 3 else (word,)))
