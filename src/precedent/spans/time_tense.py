"""Whether the words around a time speak of what was or of what will be: it decides which Friday "Friday" is."""

from __future__ import annotations

import re

from precedent.records import Tense
from precedent.spans.time_tokens import Tokens

_REACH = 14  # tokens looked at on each side
_AHEAD = frozenset(["will", "shall", "'ll", "should", "may", "might", "could", "can", "must", "would", "wo", "ca"])
_PLANNED = frozenset(
    ["scheduled", "expected", "due", "set", "planned", "slated", "going", "supposed", "bound", "likely", "about", "ready"]
)
_BE = frozenset(["is", "are", "am", "be", "'s", "'re"])
_PRESENT = frozenset(
    ["is", "are", "am", "has", "have", "do", "does", "says", "say", "plans", "plan", "wants", "hopes", "expects", "intends", "aims"]
)
_LEADS_ON = frozenset(
    [
        "plans",
        "plan",
        "wants",
        "hopes",
        "expects",
        "intends",
        "aims",
        "hope",
        "expect",
        "intend",
        "vows",
        "pledges",
        "promises",
        "agrees",
        "wishes",
        "prepares",
        "to",
    ]
)
_PAST = frozenset(
    [
        "was",
        "were",
        "had",
        "did",
        "said",
        "told",
        "went",
        "came",
        "took",
        "made",
        "gave",
        "got",
        "found",
        "left",
        "felt",
        "became",
        "began",
        "held",
        "kept",
        "brought",
        "wrote",
        "stood",
        "heard",
        "let",
        "meant",
        "set",
        "met",
        "ran",
        "paid",
        "sat",
        "spoke",
        "lay",
        "led",
        "read",
        "grew",
        "lost",
        "fell",
        "sent",
        "built",
        "drew",
        "broke",
        "spent",
        "rose",
        "drove",
        "bought",
        "wore",
        "chose",
        "shot",
        "fought",
        "fled",
        "won",
        "struck",
        "hit",
        "cut",
        "shut",
        "caught",
        "taught",
        "sold",
        "sought",
        "threw",
        "flew",
        "knew",
        "saw",
        "put",
        "quit",
        "beat",
        "bore",
        "swore",
        "tore",
        "woke",
        "hung",
        "hurt",
        "burst",
        "spread",
        "split",
        "shook",
        "sank",
        "sang",
        "swam",
        "stole",
        "slid",
        "slept",
        "laid",
        "dealt",
        "crept",
        "bled",
        "bound",
        "fed",
    ]
)
_NOT_VERBS = frozenset(
    [
        "united",
        "need",
        "indeed",
        "speed",
        "seed",
        "feed",
        "breed",
        "deed",
        "hundred",
        "red",
        "bed",
        "wed",
        "bleed",
        "exceed",
        "proceed",
        "succeed",
    ]
)
_STOP = re.compile(r"[.!?;:…\"“”()]")


def _verb(tokens: Tokens, at: int) -> Tense | None:
    """The tense that the token at *at* shows; None where it shows none."""
    word = tokens.words[at]
    if word in _AHEAD:
        return "past" if word == "could" and at + 1 < len(tokens.words) and tokens.words[at + 1] == "not" else "future"
    if word in _PAST or (word.endswith("ed") and len(word) > 3 and word not in _NOT_VERBS):
        return "future" if _led(tokens, at) else "past"
    if word == "to" and at > 0 and (tokens.words[at - 1] in _PLANNED or tokens.words[at - 1] in _LEADS_ON):
        return "future"
    if word in _PRESENT:
        following = tokens.words[at + 1 : at + 3]
        return "future" if any(w in _PLANNED or w == "to" for w in following) else "present"
    return None


def _led(tokens: Tokens, at: int) -> bool:
    """Whether a form in -ed stands under "will", "to" or "is scheduled": what is still to come."""
    words = tokens.words
    if words[at] in _PLANNED and at > 0 and words[at - 1] in _BE:
        return True
    for back in range(at - 1, max(at - 5, -1), -1):
        word = words[back]
        if _STOP.match(word) or word in (",", "was", "were", "had", "been") or word == "have":
            return False
        if word in _AHEAD or (word == "to" and words[at - 1] in ("be", "remain", "stay", "get", "have", "to")):
            return True
    return False


def tense(tokens: Tokens, first: int, last: int) -> Tense | None:
    """The tense of the verb nearest to ``tokens[first:last]``: the one before it in the sentence, else the one after."""
    for at in range(first - 1, max(first - _REACH, -1), -1):
        if _STOP.match(tokens.words[at]):
            break
        if found := _verb(tokens, at):
            return found
    for at in range(last, min(last + _REACH, len(tokens.words))):
        if _STOP.match(tokens.words[at]):
            break
        if found := _verb(tokens, at):
            return found
    return None
