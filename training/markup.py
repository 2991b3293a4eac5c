"""The mark-up of the corpus: reports and sentences with their marks as a person writes them, read into typed records.

``guidelines.md`` (part 2) describes the format. Nothing is counted by hand: every mark names words of its sentence, and
the parser finds where they stand. A mistake is a :class:`Problem` with file and line; a file is read to its end.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from precedent.records import Attribution, Cue, Part, Span, Tense, to_json
from training.marks import ClaimMark, Line, Name, Parsed, Problem, QuantityMark, RoleMark, Text, Trigger
from training.placing import WrongMark, locate, trim

HERE = Path(__file__).parent


@cache
def scheme() -> dict[str, Any]:
    """The words that the mark-up may use (``scheme.yaml``)."""
    loaded: dict[str, Any] = yaml.safe_load((HERE / "scheme.yaml").read_text(encoding="utf-8"))
    return loaded


@dataclass
class _Sentence:
    """A sentence while its lines are read: marks as (line, words), and where the sentence stands once it is placed."""

    line: int
    plain: str
    part: Part
    paragraph: int
    brackets: list[tuple[int, int, int, str | None]]
    marks: list[tuple[int, str]] = field(default_factory=list)
    start: int = 0


@dataclass
class _Block:
    """A block while it is read: a report, or single sentences that share a header."""

    kind: Literal["report", "sentence"]
    id: str
    line: int
    head: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    sentences: list[_Sentence] = field(default_factory=list)


_BRACKET = re.compile(r"\[([^\[\]]+?) (\d+)(?:=([A-Za-z.-]+))?\]")
_FIELD = re.compile(r"([a-z]+(?:\.[a-z-]+)?)(?:=(.*))?$", re.DOTALL)
_KEYS = ("source", "style", "region", "published")


def read(paths: Iterable[Path]) -> Parsed:
    """All texts of the files, in the order given."""
    texts: list[Text] = []
    problems: list[Problem] = []
    for path in paths:
        parsed = parse(path.read_text(encoding="utf-8"), str(path))
        texts += parsed.texts
        problems += parsed.problems
    return Parsed(tuple(texts), tuple(problems))


def parse(content: str, file: str) -> Parsed:
    """The texts of one file in the mark-up; *file* names it in problems."""
    problems: list[Problem] = []
    texts: list[Text] = []
    for block in _blocks(content, file, problems):
        missing = [key for key in _KEYS if key not in block.head and not (key == "source" and block.kind == "sentence")]
        if missing:
            problems.append(Problem(file, block.line, f"{block.id} lacks @{' @'.join(missing)}"))
            continue
        for key, allowed in (("style", scheme()["styles"]), ("region", scheme()["regions"])):
            if block.head[key] not in allowed:
                problems.append(Problem(file, block.line, f"@{key} {block.head[key]!r} is not one of {', '.join(allowed)}"))
        if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", block.head["published"]):
            problems.append(Problem(file, block.line, f"@published {block.head['published']!r} is not YYYY, YYYY-MM or YYYY-MM-DD"))
        groups = [block.sentences] if block.kind == "report" else [[sentence] for sentence in block.sentences]
        for number, group in enumerate(groups, 1):
            name = block.id if block.kind == "report" else f"{block.id}.{number}"
            text = _build(block, name, group, file, problems)
            if text is not None:
                texts.append(text)
    return Parsed(tuple(texts), tuple(problems))


def _blocks(content: str, file: str, problems: list[Problem]) -> Iterator[_Block]:
    """The lines sorted into blocks, sentences and the marks under them."""
    block: _Block | None = None
    paragraph = 0
    for number, line in enumerate(content.splitlines(), 1):
        if not line.strip():
            paragraph += 1
            continue
        if line.startswith(("@report ", "@sentences ")):
            if block:
                yield block
            key, _, rest = line.partition(" ")
            block = _Block("report" if key == "@report" else "sentence", rest.strip(), number)
        elif line.startswith("//"):
            continue
        elif block is None:
            problems.append(Problem(file, number, "a block begins with @report ID or @sentences ID"))
            return
        elif line.startswith("@"):
            key, _, rest = line[1:].partition(" ")
            if key in (*scheme()["names"], "O"):
                block.names.update({name.strip(): key for name in rest.split(",") if name.strip()})
            elif key in _KEYS:
                block.head[key] = rest.strip()
            else:
                problems.append(Problem(file, number, f"unknown header @{key}"))
        elif line[0] in " \t":
            if block.sentences:
                block.sentences[-1].marks.append((number, line.strip()))
            else:
                problems.append(Problem(file, number, "marks stand under a sentence"))
        else:
            title = line.startswith("# ")
            if title and (block.kind == "sentence" or block.sentences):
                problems.append(Problem(file, number, "a title (#) is the first line of a report"))
            plain, brackets = _strip(line[2:] if title else line)
            if "[" in plain or "]" in plain:
                problems.append(Problem(file, number, "a trigger is written [words NUMBER=TYPE.mode], again [words NUMBER]"))
            block.sentences.append(_Sentence(number, plain, "title" if title else "text", paragraph, brackets))
    if block:
        yield block


def _strip(line: str) -> tuple[str, list[tuple[int, int, int, str | None]]]:
    """The sentence without brackets, and each bracket as (start, end, event number, type or None)."""
    plain, brackets, last = "", [], 0
    for match in _BRACKET.finditer(line):
        plain += line[last : match.start()]
        brackets.append((len(plain), len(plain) + len(match[1]), int(match[2]), match[3]))
        plain += match[1]
        last = match.end()
    return (plain + line[last:]).rstrip(), brackets


def _build(block: _Block, name: str, sentences: list[_Sentence], file: str, problems: list[Problem]) -> Text | None:
    """Put the sentences together into one text and read the marks of each."""
    title, body = None, ""
    for index, sentence in enumerate(sentences):
        if sentence.part == "title":
            title = sentence.plain
            continue
        if body:
            body += " " if sentence.paragraph == sentences[index - 1].paragraph else "\n\n"
        sentence.start = len(body)
        body += sentence.plain
    if not body:
        problems.append(Problem(file, block.line, f"{name} has no text"))
        return None
    reader = _Reader(block, sentences)
    for index, sentence in enumerate(sentences):
        reader.sentence(index)
        for number, words in sentence.marks:
            try:
                reader.mark(index, number, words)
            except WrongMark as wrong:
                reader.problems.append((number, str(wrong)))
        reader.close(index)
    problems += [Problem(file, number, wrong) for number, wrong in reader.problems]
    return Text(
        id=name,
        kind=block.kind,
        file=file,
        line=block.line if block.kind == "report" else sentences[0].line,
        title=title,
        text=body,
        source=block.head.get("source"),
        style=block.head["style"],
        region=block.head["region"],
        published=block.head["published"],
        sentences=tuple(reader.lines),
        names=tuple(reader.names),
        triggers=tuple(reader.triggers),
        attributions=tuple(reader.attributions),
        claims=tuple(reader.claims),
    )


class _Reader:
    """Reads the marks of a text's sentences, one after the other, into records."""

    def __init__(self, block: _Block, sentences: list[_Sentence]) -> None:
        self.block, self.sentences = block, sentences
        self.pattern = _names_pattern(block.names)
        self.types: dict[int, tuple[str, str | None]] = {}
        self.background: set[int] = set()
        self.lines: list[Line] = []
        self.names: list[Name] = []
        self.triggers: list[Trigger] = []
        self.attributions: list[Attribution] = []
        self.claims: list[ClaimMark] = []
        self.problems: list[tuple[int, str]] = []

    def span(self, index: int, start: int, end: int) -> dict[str, Any]:
        """The fields of a span over ``plain[start:end]`` of a sentence."""
        sentence = self.sentences[index]
        return {
            "start": sentence.start + start,
            "end": sentence.start + end,
            "text": sentence.plain[start:end],
            "in_": "title" if sentence.part == "title" else None,
        }

    def words(self, index: int, words: str) -> dict[str, Any]:
        """The fields of the span that *words* name: ``first..last``, ``word#2``, ``^words`` in the sentence before."""
        while words.startswith("^"):
            index, words = index - 1, words[1:]
            if index < 0:
                raise WrongMark("no sentence before this one")
        start, end = locate(self.sentences[index].plain, words)
        return self.span(index, start, end)

    def sentence(self, index: int) -> None:
        """Begin a sentence: its triggers with their types, and the fields that its marks will fill."""
        sentence = self.sentences[index]
        self.own: dict[int, dict[str, Any]] = {}
        self.override: list[Name] = []
        self.tags: list[str] = []
        for start, end, event, label in sentence.brackets:
            try:
                kind, mode = self._type(event, label)
                if event in self.own:
                    raise WrongMark(f"event {event} has two triggers in this sentence: mark the one that tells more")
            except WrongMark as wrong:
                self.problems.append((sentence.line, str(wrong)))
                continue
            self.own[event] = {**self.span(index, start, end), "event": event, "type": kind, "mode": mode}

    def _type(self, event: int, label: str | None) -> tuple[str, str | None]:
        if label is None:
            if event not in self.types:
                raise WrongMark(f"event {event} has no type yet: its first trigger says {event}=TYPE.mode")
            return self.types[event]
        read = _check_type(label)
        if self.types.setdefault(event, read) != read:
            raise WrongMark(f"event {event} was of another type before: one occurrence has one type")
        return read

    def mark(self, index: int, number: int, words: str) -> None:
        """One indented line under a sentence."""
        if words.startswith("~ "):
            for tag in words[2:].split():
                if tag not in scheme()["tags"]:
                    raise WrongMark(f"unknown trap {tag!r}: one of {', '.join(scheme()['tags'])}")
                self.tags.append(tag)
        elif words.startswith("> "):
            self.attributions.append(self._attribution(index, words[2:]))
        elif words.startswith("! "):
            self.claims.append(self._claim(index, words[2:]))
        elif words.startswith("n "):
            for part in words[2:].split(";"):
                kind, _, listed = part.strip().partition("=")
                if kind not in (*scheme()["names"], "O"):
                    raise WrongMark(f"unknown kind of name {kind!r}")
                self.override += [Name(**self.words(index, name.strip()), kind=kind) for name in listed.split(",")]
        elif match := re.match(r"(\d+) ", words):
            event = int(match[1])
            if event not in self.own:
                raise WrongMark(f"event {event} has no trigger in this sentence")
            for part in words[match.end() :].split(";"):
                self._field(index, self.own[event], part.strip())
        else:
            raise WrongMark("a line of marks begins with an event's number, n, >, ! or ~")

    def _field(self, index: int, trigger: dict[str, Any], part: str) -> None:
        match = _FIELD.match(part)
        if not match:
            raise WrongMark(f"cannot read {part!r}: key=words; key=words")
        key, words = match[1], match[2]
        known = scheme()
        if key in known["tenses"] and words is None:
            trigger["tense"] = key
        elif key == "bg" and words is None:
            self.background.add(trigger["event"])
        elif words is None:
            raise WrongMark(f"{key} needs words: {key}=words")
        elif key in known["roles"]:
            before = words.startswith("^")
            for one in words.split(" + "):
                span = self.words(index, one)
                trigger["roles"] = (*trigger.get("roles", ()), RoleMark(**span, role=known["roles"][key], before=before))
        elif key.startswith("q."):
            if key[2:] not in known["quantities"]:
                raise WrongMark(f"unknown quantity {key[2:]!r}: one of {', '.join(known['quantities'])}")
            trigger["quantities"] = (*trigger.get("quantities", ()), QuantityMark(**self.words(index, words), kind=key[2:]))
        elif key == "also":
            _check_type(words)
            trigger["also"] = (*trigger.get("also", ()), words)
        elif attribute := _attribute(key):
            trigger[attribute] = key
            trigger["cues"] = (*trigger.get("cues", ()), Cue(**self.words(index, words), attribute=attribute))
        else:
            raise WrongMark(f"unknown key {key!r}")

    def _attribution(self, index: int, words: str) -> Attribution:
        """``source | cue | content``: without content, what is left of the sentence on the longer side of both."""
        parts = [part.strip() for part in words.split("|")]
        if len(parts) not in (2, 3):
            raise WrongMark("an attribution is: > source | cue, or > source | cue | content")
        source, cue = self.words(index, parts[0]), self.words(index, parts[1])
        if len(parts) == 3:
            content = self.words(index, parts[2])
        else:
            sentence = self.sentences[index]
            here = [span for span, written in ((source, parts[0]), (cue, parts[1])) if not written.startswith("^")]
            low = min(span["start"] for span in here) - sentence.start
            high = max(span["end"] for span in here) - sentence.start
            sides = (trim(sentence.plain, 0, low), trim(sentence.plain, high, len(sentence.plain)))
            start, end = max(sides, key=lambda side: side[1] - side[0])
            content = self.span(index, start, end)
        return Attribution(source=Span(**source), cue=Span(**cue), content=Span(**content))

    def _claim(self, index: int, words: str) -> ClaimMark:
        match = re.match(r"([a-z-]+)(?: (\d+))?: (.+)", words)
        if not match or match[1] not in scheme()["claims"]:
            raise WrongMark(f"a claim is: ! kind NUMBER: words, with kind one of {', '.join(scheme()['claims'])}")
        event = int(match[2]) if match[2] else None
        if event is not None and event not in self.types:
            raise WrongMark(f"event {event} of the claim is not marked")
        return ClaimMark(**self.words(index, match[3]), kind=match[1], event=event)

    def close(self, index: int) -> None:
        """End a sentence: freeze its triggers, find its names, keep its line."""
        sentence = self.sentences[index]
        for fields in self.own.values():
            later = {"planned", "requested", "possible", "hypothetical"}
            usual: Tense = "present" if fields.get("genericity") == "habitual" else "past"
            fields.setdefault("tense", "future" if fields.get("modality") in later else usual)
            if self.block.kind == "report":
                old = fields["event"] in self.background
                fields["standing"] = "background" if old else "main" if fields["event"] == 1 else "other"
            self.triggers.append(Trigger(**fields))
        found = [
            Name(**self.span(index, *match.span()), kind=self.block.names.get(match[0]) or self.block.names[_swap(match[0])])
            for match in (self.pattern.finditer(sentence.plain) if self.pattern else ())
        ]
        over = self.override
        kept = [name for name in found if not any(name.start < other.end and other.start < name.end for other in over)]
        self.names += sorted([*kept, *over], key=lambda name: name.start)
        span = self.span(index, 0, len(sentence.plain))
        self.lines.append(Line(**span, line=sentence.line, paragraph=sentence.paragraph, tags=tuple(self.tags)))


def _check_type(label: str) -> tuple[str, str | None]:
    kind, _, mode = label.partition(".")
    types = scheme()["types"]
    if kind not in types:
        raise WrongMark(f"unknown type {kind!r}")
    if mode and mode not in types[kind]:
        raise WrongMark(f"{kind} has no mode {mode!r}: one of {', '.join(types[kind]) or 'none at all'}")
    return kind, mode or None


def _attribute(key: str) -> str | None:
    """The attribute that has *key* among its values other than the default."""
    if key == "negative":
        return "polarity"
    if key in scheme()["modalities"]:
        return "modality"
    return "genericity" if key in scheme()["genericities"] else None


def _names_pattern(names: dict[str, str]) -> re.Pattern[str] | None:
    """Any of the names as whole words, the longest first; a role noun also with its first letter raised or lowered."""
    written = {*names, *(_swap(name) for name, kind in names.items() if kind == "ROLE")}
    if not written:
        return None
    longest = sorted(written, key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in longest) + r")(?!\w)")


def _swap(name: str) -> str:
    return name[0].swapcase() + name[1:]


def main() -> None:
    """Print the texts of the files named as JSON lines."""
    parsed = read(Path(name) for name in sys.argv[1:])
    for problem in parsed.problems:
        print(problem, file=sys.stderr)
    for text in parsed.texts:
        print(to_json(text))
    sys.exit(1 if parsed.problems else 0)


if __name__ == "__main__":
    main()
