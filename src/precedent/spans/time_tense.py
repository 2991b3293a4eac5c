"""Whether the words around a time speak of what was or of what will be: it decides which Friday "Friday" is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from precedent.knowledge.calendar import calendar_words
from precedent.records import Tense
from precedent.spans.time_tokens import Tokens

_REACH = 14  # tokens looked at on each side
_LED_BY = 5  # tokens between "will" or "to" and the form in -ed that it leads
_STOP = re.compile(r"[.!?;:…\"“”()]")
_BREAKS = frozenset((",", "was", "were", "had", "been", "have"))
_BEFORE_TO = frozenset(("be", "remain", "stay", "get", "have", "to"))

Words = Mapping[str, frozenset[str]]


def tense(tokens: Tokens, first: int, last: int) -> Tense | None:
    """The tense of the verb nearest to ``tokens[first:last]``: the one before it in the sentence, else the one after."""
    sets = calendar_words().tenses
    before = range(first - 1, max(first - _REACH, -1), -1)
    after = range(last, min(last + _REACH, len(tokens.words)))
    for side in (before, after):
        for at in side:
            if _STOP.match(tokens.words[at]):
                break
            if found := _shown(tokens, at, sets):
                return found
    return None


def _shown(tokens: Tokens, at: int, sets: Words) -> Tense | None:
    """The tense that the token at *at* shows; None where it shows none."""
    words, word = tokens.words, tokens.words[at]
    if word in sets["planned"] and words[at + 1 : at + 2] in (["for"], ["to"]):
        return "future"
    if word in sets["ahead"] and not tokens.capital(at):
        return "future"
    if word in sets["past"] or (word.endswith("ed") and len(word) > 3 and word not in sets["not_verbs"]):
        if _led(tokens, at, sets):
            return "future"
        return "present" if at > 0 and words[at - 1] in sets["stays"] else "past"
    if word == "to" and at > 0 and (words[at - 1] in sets["planned"] or words[at - 1] in sets["leads_on"]):
        return "future"
    if word in sets["present"]:
        return "future" if any(w in sets["planned"] or w == "to" for w in words[at + 1 : at + 3]) else "present"
    return None


def _led(tokens: Tokens, at: int, sets: Words) -> bool:
    """Whether a past form stands under "will", "to" or "is scheduled": what is still to come."""
    words = tokens.words
    if words[at] in sets["planned"] and at > 0 and words[at - 1] in sets["be"]:
        return True
    for back in range(at - 1, max(at - _LED_BY, -1), -1):
        word = words[back]
        if word in _BREAKS or _STOP.match(word):
            return False
        if (word in sets["ahead"] and not tokens.capital(back)) or (word == "to" and words[back + 1] in _BEFORE_TO):
            return True
    return False
