"""The corpus checked: it parses, keeps the guidelines, holds what was asked of it, and no two texts share a run of words.

``python -m training.check`` checks ``training/corpus``; ``--files`` only some files (shared runs still against all);
``--complete`` also demands the counts of ``thresholds.yaml``; ``--sample 100 --seed 7`` draws marks to read again.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any

import yaml

from precedent.records import Span
from training.marks import Line, Problem, Text, Trigger
from training.markup import HERE, read, scheme

CORPUS = HERE / "corpus"
_SHOWN = ("all", "type", "mode", "trap", "claim", "style", "region", "decade", "name", "role", "quantity")
_CAPITAL = re.compile(r"(?<![\w’'.-])[A-Z][\w’'.-]*")
_OPENS = re.compile(r"(?:^|[\"“‘(:;.!?—–]|\s-)\s*$")
_RELATIVE = re.compile(r"\b(?:who|whom|whose|which)\b")
_PASSIVE = re.compile(
    r"\b(?:be|been|being|was|were|is|are|got|gets?|wasn't|weren't)(?: (?:not|\w+ly|also|all|never|later|since|again))?\s$"
)
_DETERMINED = re.compile(
    r"(?:\b(?:the|an?|these|those|its|their|his|her|no|any|each|every|another|of|by)|['’]s?)(?: [\w-]+){0,2} $", re.I
)


@cache
def thresholds() -> dict[str, Any]:
    """What a whole corpus must hold (``thresholds.yaml``)."""
    loaded: dict[str, Any] = yaml.safe_load((HERE / "thresholds.yaml").read_text(encoding="utf-8"))
    return loaded


def forbidden(text: Text) -> Iterator[Problem]:
    """Marks that the guidelines forbid, and what every text must have."""
    rules = scheme()["forbidden"]
    for trigger in text.triggers:
        at = _where(text, trigger)
        if trigger.text.lower() in rules["speech_verbs"]:
            yield Problem(*at, f"{trigger.text!r} is a verb of speech: an attribution (>), never a trigger")
        if len(trigger.text.split()) > 5:
            yield Problem(*at, f"trigger {trigger.text!r} is longer than five words")
        if trigger.event == 1 and trigger.standing == "background":
            yield Problem(*at, "event 1 is the news: history has another number")
        for role in trigger.roles:
            if _RELATIVE.search(role.text):
                yield Problem(*at, f"{role.role} {role.text!r} holds a relative clause")
            if len(role.text.split()) > 15:
                yield Problem(*at, f"{role.role} {role.text!r} is longer than fifteen words")
            starts = rules["starts"].get(role.role, ())
            if role.text.split()[0].lower() in starts:
                yield Problem(*at, f"{role.role} {role.text!r} begins with an article or a preposition: leave it out")
    for name in text.names:
        if name.kind == "ROLE" and name.text.lower() in rules["bare_people"]:
            yield Problem(*_where(text, name), f"{name.text!r} is no role noun")
    yield from _unmarked(text)
    if text.kind == "report":
        low, high = thresholds()["sentences_in_report"]
        if not low <= sum(not line.in_ for line in text.sentences) <= high:
            yield Problem(text.file, text.line, f"{text.id} has not {low} to {high} sentences")
        if not text.title:
            yield Problem(text.file, text.line, f"{text.id} has no title")
        if len(text.published) != 10:
            yield Problem(text.file, text.line, f"{text.id}: a report is published on a day, YYYY-MM-DD")
        news = [t for t in text.triggers if t.type != "NONE" and t.standing != "background" and t.genericity == "specific"]
        if news and not any(trigger.event == 1 for trigger in text.triggers):
            yield Problem(text.file, text.line, f"{text.id} tells of events and none is the news: number it 1")


def _unmarked(text: Text) -> Iterator[Problem]:
    """Capitals inside a sentence that no name covers: a forgotten name, or words to list under @O."""
    for line in text.sentences:
        capitals = list(_CAPITAL.finditer(line.text))
        if line.in_ and len(capitals) > len(line.text.split()) / 2:
            continue
        names = [name for name in text.names if name.in_ == line.in_ and line.start <= name.start < line.end]
        for match in capitals:
            start = line.start + match.start()
            if _OPENS.search(line.text[: match.start()]) or re.split(r"['’.]", match[0])[0] in scheme()["capitals"]:
                continue
            if not any(name.start <= start < name.end for name in names):
                yield Problem(
                    text.file, line.line, f"{match[0].rstrip('.')!r} is in no name: list it (@PER … or @O where it is none)"
                )


def shared_runs(texts: Iterable[Text], only: frozenset[str] | None = None) -> Iterator[Problem]:
    """Runs of nine words that two texts share; each pair once, told at the later text (of the files *only*, if given)."""
    length = thresholds()["run"]
    seen: dict[tuple[str, ...], Text] = {}
    told: set[tuple[str, str]] = set()
    for text in texts:
        words = re.findall(r"\w+", f"{text.title or ''}\n{text.text}".lower())
        for index in range(len(words) - length + 1):
            run = tuple(words[index : index + length])
            other = seen.setdefault(run, text)
            wanted = only is None or text.file in only or other.file in only
            if other.id != text.id and wanted and (other.id, text.id) not in told:
                told.add((other.id, text.id))
                yield Problem(text.file, text.line, f"{text.id} shares with {other.id}: {' '.join(run)!r}")


def forgotten(texts: Iterable[Text], only: frozenset[str] | None = None) -> Iterator[Problem]:
    """Words that five texts or more mark as role nouns, where they stand in no name (of the files *only*, if given).

    A hint for a person, as some of these words have other meanings.
    """
    texts = list(texts)
    marked = Counter(form for text in texts for form in {name.text.lower() for name in text.names if name.kind == "ROLE"})
    known = [form for form, number in marked.items() if number >= 5]
    if not known:
        return
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(known, key=lambda form: (-len(form), form)))) + r")\b", re.I)
    for text in texts:
        for line in text.sentences if only is None or text.file in only else ():
            names = [name for name in text.names if _inside(name, line)]
            triggers = [trigger for trigger in text.triggers if _inside(trigger, line)]
            for match in pattern.finditer(line.text):
                start = line.start + match.start()
                if not any(span.start <= start < span.end for span in (*names, *triggers)):
                    yield Problem(text.file, line.line, f"{match[0]!r} is a role noun elsewhere: forgotten here?")


def traps(text: Text) -> Counter[str]:
    """How often a text sets each trap: by its triggers, its sentences, or (history) once a report."""
    found: Counter[str] = Counter()
    for trigger in text.triggers:
        found["denied"] += trigger.polarity == "negative"
        found["demanded"] += trigger.modality == "requested"
        found["threatened"] += trigger.type == "THREATEN"
        for value in ("planned", "hypothetical", "believed"):
            found[value] += trigger.modality == value
        for value in ("habitual", "total"):
            found[value] += trigger.genericity == value
        if trigger.type != "NONE":
            before, after = _around(text, trigger)
            found["passive"] += bool(_PASSIVE.search(before)) and not trigger.text.split()[0].endswith("ing")
            found["nominal"] += bool(_DETERMINED.search(before)) or after.startswith(" of ")
    found["history"] += any(trigger.standing == "background" for trigger in text.triggers)
    for line in text.sentences:
        for tag in line.tags:
            found["lookalike" if tag in ("sport", "film", "business") else tag] += 1
        here = [said for said in text.attributions if said.content and _inside(said.content, line)]
        found["nested"] += any(
            inner is not outer and inner.source and outer.content and _inside(inner.source, outer.content)
            for inner in here
            for outer in here
        )
    return +found


def count(texts: Iterable[Text]) -> dict[str, Counter[str]]:
    """Everything that is counted, by kind of thing counted."""
    counts: dict[str, Counter[str]] = {thing: Counter() for thing in (*_SHOWN, "trigger")}
    for text in texts:
        for kind, value in (("style", text.style), ("region", text.region), ("decade", text.published[:3] + "0s")):
            counts[kind][value] += 1
        counts["all"]["reports" if text.kind == "report" else "sentences"] += 1
        counts["all"]["words"] += len(f"{text.title or ''} {text.text}".split())
        if text.kind == "report" and all(trigger.type == "NONE" for trigger in text.triggers):
            counts["all"]["reports without event"] += 1
        counts["trap"].update(traps(text))
        counts["claim"].update(claim.kind for claim in text.claims)
        counts["name"].update(name.kind for name in text.names if name.kind != "O")
        counts["all"].update(names=sum(name.kind != "O" for name in text.names), attributions=len(text.attributions))
        for trigger in text.triggers:
            counts["all"]["triggers"] += 1
            counts["type"][trigger.type] += 1
            counts["trigger"][trigger.text.lower()] += 1
            counts["role"].update(role.role for role in trigger.roles)
            counts["quantity"].update(quantity.kind for quantity in trigger.quantities)
            if trigger.mode:
                counts["mode"][f"{trigger.type}.{trigger.mode}"] += 1
    return counts


def missing(counts: Mapping[str, Counter[str]], parts: int = 1) -> Iterator[str]:
    """What a whole corpus, or one of so many equal *parts* of it, still lacks; of a whole one also what it has too much of."""
    want, known = thresholds(), scheme()
    for thing in ("reports", "sentences", "triggers", "names"):
        if counts["all"][thing] * parts < want[thing]:
            yield f"{thing}: {counts['all'][thing]} of {ceil(want[thing] / parts)}"
    wanted = {
        "type": (known["types"], want["each_type"]),
        "mode": ([f"{kind}.{mode}" for kind, modes in known["types"].items() for mode in modes], want["each_mode"]),
        "trap": (known["traps"], want["each_trap"]),
        "claim": (known["claims"], want["each_claim"]),
    }
    for thing, (names, number) in wanted.items():
        for name in names:
            if counts[thing][name] * parts < number:
                yield f"{thing} {name}: {counts[thing][name]} of {ceil(number / parts)}"
    if counts["all"]["reports without event"] < want["reports_without_event"] * counts["all"]["reports"]:
        yield f"reports without event: {counts['all']['reports without event']}, less than {want['reports_without_event']:.0%}"
    if parts == 1:
        yield from _imbalance(counts)


def _imbalance(counts: Mapping[str, Counter[str]]) -> Iterator[str]:
    """Styles, regions and decades with too small or too large a share of the texts; types and words of too many triggers."""
    want, known = thresholds(), scheme()
    texts = counts["all"]["reports"] + counts["all"]["sentences"]
    decades = [f"{year}s" for year in range(1950, 2030, 10)]
    for thing, names in (("style", known["styles"]), ("region", known["regions"]), ("decade", decades)):
        low, high = want[f"share_of_{thing}"]
        for name in names:
            share = counts[thing][name] / max(texts, 1)
            if not low <= share <= high:
                yield f"{thing} {name}: {share:.1%} of the texts, not {low:.0%} to {high:.0%}"
    for thing in ("type", "trigger"):
        for name, number in counts[thing].most_common(1):
            if number > want[f"largest_{thing}"] * counts["all"]["triggers"]:
                yield f"{thing} {name}: {number}, more than {want[f'largest_{thing}']:.0%} of all triggers"


def table(counts: Mapping[str, Counter[str]]) -> Iterator[str]:
    """The counts, a line a kind, the most frequent first."""
    for thing in _SHOWN:
        ordered = sorted(counts[thing].items(), key=lambda item: (-item[1], item[0]))
        yield f"{thing:9}" + " · ".join(f"{name} {number}" for name, number in ordered)


def sample(texts: Iterable[Text], size: int, seed: int) -> Iterator[str]:
    """Marks drawn at random, each with file, line and sentence, for someone else to judge."""
    marks: list[tuple[Text, Span, str]] = []
    for text in texts:
        marks += [(text, name, f"name {name.kind}") for name in text.names if name.kind != "O"]
        for trigger in text.triggers:
            label = f"{trigger.type}{'.' + trigger.mode if trigger.mode else ''}"
            values = f"{trigger.polarity} {trigger.modality} {trigger.genericity} {trigger.tense} {trigger.standing or ''}".rstrip()
            marks.append((text, trigger, f"trigger {label}"))
            marks.append((text, trigger, f"attributes {values}"))
            marks += [(text, trigger, f"{role.role} = {role.text}") for role in trigger.roles]
            marks += [(text, trigger, f"quantity {quantity.kind} = {quantity.text}") for quantity in trigger.quantities]
        for said in text.attributions:
            cue, content = said.cue.text if said.cue else "", said.content.text if said.content else ""
            if said.source:
                marks.append((text, said.source, f"attribution | {cue} | {content}"))
        marks += [(text, claim, f"claim {claim.kind}") for claim in text.claims]
    drawn = random.Random(seed).sample(marks, min(size, len(marks)))
    for text, span, words in drawn:
        file, line = _where(text, span)
        yield f"{file}:{line}: [{span.text}] {words}\n    {_line(text, span).text}"


def check(texts: Iterable[Text], only: frozenset[str] | None = None) -> list[Problem]:
    """Every problem of the texts (of the files *only*, if given): forbidden marks, ids given twice, shared runs."""
    texts = list(texts)
    found: list[Problem] = []
    ids: dict[str, Text] = {}
    for text in texts:
        first = ids.setdefault(text.id, text)
        if only is None or text.file in only:
            found += forbidden(text)
            if first is not text:
                found.append(Problem(text.file, text.line, f"the id {text.id} is taken in {first.file}:{first.line}"))
    return found + list(shared_runs(texts, only))


def _line(text: Text, span: Span) -> Line:
    return next(line for line in text.sentences if line.in_ == span.in_ and _inside(span, line))


def _where(text: Text, span: Span) -> tuple[str, int]:
    return text.file, _line(text, span).line


def _around(text: Text, trigger: Trigger) -> tuple[str, str]:
    """The words of the sentence before and after a trigger."""
    line = _line(text, trigger)
    return line.text[: trigger.start - line.start], line.text[trigger.end - line.start :]


def _inside(inner: Span, outer: Span) -> bool:
    return inner.in_ == outer.in_ and outer.start <= inner.start and inner.end <= outer.end


def main() -> None:
    """Check, print the table, and exit 1 where something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m training.check", description=__doc__)
    parser.add_argument("--files", nargs="+", type=Path, metavar="FILE", help="check only these files")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="the folder of the corpus")
    parser.add_argument("--complete", action="store_true", help="demand the counts of thresholds.yaml")
    parser.add_argument("--share", type=int, default=1, metavar="N", help="with --complete: demand the N-th part")
    parser.add_argument("--sample", type=int, metavar="N", help="draw N marks instead")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--forgotten", action="store_true", help="show words that are role nouns elsewhere")
    given = parser.parse_args()
    chosen = {path.resolve() for path in given.files or ()}
    parsed = read(path for path in sorted(given.corpus.glob("**/*.rep")) if path.resolve() not in chosen)
    mine = read(given.files or ())
    names = frozenset(str(path) for path in given.files) if given.files else None
    shown = mine.texts if given.files else parsed.texts
    if given.sample:
        print("\n".join(sample(shown, given.sample, given.seed)))
        return
    if given.forgotten:
        print("\n".join(map(str, forgotten([*parsed.texts, *mine.texts], names))))
        return
    problems = [*(mine.problems if given.files else parsed.problems), *check([*parsed.texts, *mine.texts], names)]
    counts = count(shown)
    print("\n".join(table(counts)))
    lacking = list(missing(counts, given.share)) if given.complete else []
    for wrong in [*problems, *lacking]:
        print(wrong, file=sys.stderr)
    sys.exit(1 if problems or lacking else 0)


if __name__ == "__main__":
    main()
