"""The language of a text, as an ISO 639-1 code."""

from __future__ import annotations

import re

SHORT = 200
"""Under so many characters English is assumed, unless the script says otherwise."""

_SAMPLE = 4000
_LETTERS = re.compile(r"[^\W\d_]")
_SCRIPTS = {
    "ko": re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]"),
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "zh": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]"),
    "ru": re.compile(r"[\u0400-\u052f]"),
    "ar": re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"),
    "he": re.compile(r"[\u0590-\u05ff\ufb1d-\ufb4f]"),
    "el": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
    "bn": re.compile(r"[\u0980-\u09ff]"),
    "ka": re.compile(r"[\u10a0-\u10ff]"),
    "hy": re.compile(r"[\u0530-\u058f]"),
    "am": re.compile(r"[\u1200-\u137f]"),
}
# Words that make up a quarter or more of English prose and are not words of its neighbours. They settle what a model
# trained on whole pages gets wrong: English news full of foreign names, or in capitals.
_ENGLISH = re.compile(
    r"\b(?:the|of|and|to|that|is|was|for|with|he|said|by|from|has|have|were|are|it|his|had|which|this|they|been)\b", re.I
)
_ENGLISH_SHARE = 0.12


def language(text: str) -> str | None:
    """The likeliest language of *text* by its first characters; None where no letter stands."""
    sample = text[:_SAMPLE]
    letters = len(_LETTERS.findall(sample))
    if not letters:
        return None
    shares = {code: len(script.findall(sample)) / letters for code, script in _SCRIPTS.items()}
    if shares["ja"] > 0.1 and shares["ja"] + shares["zh"] > 0.5:
        return "ja"
    script, share = max(shares.items(), key=lambda item: item[1])
    short = len(text) < SHORT
    if share > 0.5:
        return script if short or script not in ("ru", "ar", "hi") else _classify(sample)
    if short or len(_ENGLISH.findall(sample)) >= _ENGLISH_SHARE * len(sample.split()):
        return "en"
    return _classify(sample)


def _classify(sample: str) -> str:
    from py3langid import classify  # half a second and its model: only for long texts that are not plainly English

    code: str = classify(sample)[0]
    return code
