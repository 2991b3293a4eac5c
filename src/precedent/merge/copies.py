"""Copies: one text published twice, word for word, or with the small changes an editor makes to a wire text.

What is compared is a report's own words: not its title, not paragraphs that stand a second time, and not what it quotes
of an earlier post, so that an answer under a quotation is no copy of what it answers. Candidates come from MinHash
(rensa) over shingles of three words; the decision is made on the shingles themselves, so no estimate is ever believed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from rensa import RMinHash

from precedent.merge.words import tokens

SHINGLE = 3
# Under this many words nothing is a copy: "Watch live now" says nothing about where it was taken from.
EXACT_WORDS = 8
# Under this many words two texts have to be the same to be copies: a changed word or two changes what is told.
NEAR_WORDS = 40
# Of two reports written apart on one event, the shared shingles are names and set phrases: a tenth at most.
JACCARD = 0.6
# A shortened wire text: nearly all of it stands in the longer one, which is no more than twice as long; where the longer
# one has more of its own than it shares, it is a report that quotes, and not a copy.
CONTAINED = 0.8
SHORTER = 0.5

# 40 bands of 3: two texts at the least Jaccard that CONTAINED and SHORTER allow (0.36) share a band in 85 of 100 cases,
# those at JACCARD always, and two unrelated ones (0.01) in 1 of 25,000.
_BANDS, _ROWS, _SEED = 40, 3, 42


def own_words(text: str, others: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """The words of *text*, lower case, without the spans of *others* (quotations, repeats)."""
    kept, at = [], 0
    for start, end in sorted(others):
        kept.append(text[at : max(at, start)])
        at = max(at, end)
    kept.append(text[at:])
    return tuple(w.lower() for part in kept for w in tokens(part))


def fingerprint(words: Sequence[str]) -> str | None:
    """A hash that exact copies share; None where there are too few words to tell."""
    return hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:32] if len(words) >= EXACT_WORDS else None


def shingles(words: Sequence[str]) -> frozenset[str]:
    return frozenset(" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))


def keys(words: Sequence[str]) -> tuple[int, ...]:
    """Blocking keys: near copies share at least one. Empty for texts too short to have any."""
    if len(words) < NEAR_WORDS:
        return ()
    minhash = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    minhash.update(sorted(shingles(words)))
    digest = minhash.digest()
    return tuple(sorted({_band(i, digest[i * _ROWS : (i + 1) * _ROWS]) for i in range(_BANDS)}))


def _band(number: int, values: Sequence[int]) -> int:
    said = f"{number} {' '.join(map(str, values))}"
    return int.from_bytes(hashlib.blake2b(said.encode(), digest_size=8).digest(), "big", signed=True)


def near(a: frozenset[str], b: frozenset[str]) -> float | None:
    """How alike two texts are by their shingles, 0 to 1, where that makes one a copy of the other; else None."""
    if not a or not b:
        return None
    shared = len(a & b)
    jaccard = shared / (len(a) + len(b) - shared)
    contained = shared / min(len(a), len(b))
    shorter = min(len(a), len(b)) / max(len(a), len(b))
    if jaccard >= JACCARD or (contained >= CONTAINED and shorter >= SHORTER):
        return max(jaccard, contained)
    return None
