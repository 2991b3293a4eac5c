"""English inflection: every form of a verb or noun from its lemma, so that codebooks need only name lemmas."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_VOWELS = "aeiou"
# Verbs of more than one syllable whose last one carries the stress, and so double their last letter.
_DOUBLING = {
    "admit",
    "commit",
    "compel",
    "concur",
    "confer",
    "defer",
    "deter",
    "equip",
    "expel",
    "incur",
    "infer",
    "occur",
    "omit",
    "patrol",
}
_DOUBLING |= {"permit", "prefer", "propel", "rebel", "rebut", "recur", "refer", "regret", "repel", "submit", "transfer", "transmit"}
_DOUBLING |= {"kidnap", "cancel", "signal", "travel", "quarrel", "shovel", "program"}


@cache
def irregular() -> dict[str, tuple[str, str]]:
    """Past tense and participle of the irregular verbs (irregular.tsv; alternatives are separated by a slash)."""
    lines = files("precedent.codebooks").joinpath("irregular.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line]
    return {lemma: (past, participle) for lemma, past, participle in rows}


def verb_forms(lemma: str) -> tuple[str, ...]:
    """All forms of a verb: base, third person, present participle, past tense, past participle."""
    prefix, _, stem = lemma.rpartition("-")
    lead = f"{prefix}-" if prefix else ""
    forms = [stem, _with_s(stem), _participle(stem)]
    if stem == "be":
        forms = ["be", "is", "are", "am", "being"]
    if stem in irregular():
        for cell in irregular()[stem]:
            forms.extend(cell.split("/"))
    else:
        forms.extend(_past(stem))
    return tuple(dict.fromkeys(lead + form for form in forms))


def past(verb: str) -> str:
    """The past tense of a verb in its base form."""
    return irregular()[verb][0].split("/")[0] if verb in irregular() else _past(verb)[0]


def noun_forms(lemma: str) -> tuple[str, ...]:
    """Singular and plural."""
    if lemma.endswith("man") and len(lemma) > 3:
        return lemma, lemma[:-3] + "men"
    return lemma, _with_s(lemma)


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")) or word in ("go", "do", "veto", "embargo", "echo", "undergo", "torpedo"):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _doubles(word: str) -> bool:
    word = word.replace("qu", "qq")
    if len(word) < 3 or word[-1] in _VOWELS + "wxy" or word[-2] not in _VOWELS or word[-3] in _VOWELS:
        return False
    return word in _DOUBLING or sum(c in _VOWELS for c in word) == 1


def _participle(word: str) -> str:
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return word[:-1] + "ing"
    return word + word[-1] + "ing" if _doubles(word) else word + "ing"


def _past(word: str) -> list[str]:
    if word.endswith("e"):
        return [word + "d"]
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return [word[:-1] + "ied"]
    if _doubles(word):
        once = [word + "ed"] if word in ("cancel", "signal", "travel", "quarrel", "kidnap", "shovel", "program") else []
        return [word + word[-1] + "ed", *once]
    return [word + "ed"]
