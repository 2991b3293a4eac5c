"""Codebooks: event types with their modes, definitions, roles, trigger words and examples, read from YAML.

``shipped()`` gives those that come with the program, ``read(path)`` one that a user wrote (docs/codebooks.md). What does
not follow the format is refused with the field it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from precedent.base import Record
from precedent.codebooks.inflect import noun_forms, verb_forms
from precedent.codebooks.patterns import Pattern, read_pattern
from precedent.errors import CodebookError

SHIPPED = ("plover", "movement", "other")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,40}\Z")
_TAG = re.compile(r"<(/?)([a-z][a-z-]{0,30})>")
_BOOK_KEYS = {"codebook", "version", "description", "licence", "groups", "look_alikes", "types"}
_TYPE_KEYS = {"name", "definition", "roles", "verbs", "nouns", "modes", "examples", "unlike"}
_MODE_KEYS = {"name", "definition", "verbs", "nouns", "cues", "examples"}
TRIGGER = "trigger"


class Filled(Record, frozen=True, kw_only=True):
    """Words of an example that fill a role (or are its trigger): offsets into the example's text."""

    role: str
    start: int
    end: int


class Example(Record, frozen=True, kw_only=True):
    text: str
    filled: tuple[Filled, ...]
    mode: str | None = None


class Role(Record, frozen=True, kw_only=True):
    name: str
    definition: str


class Mode(Record, frozen=True, kw_only=True):
    """A kind of the type. Its own trigger words decide it; ``cues`` near a trigger of the type choose it as well."""

    name: str
    definition: str
    verbs: tuple[Pattern, ...] = ()
    nouns: tuple[Pattern, ...] = ()
    cues: frozenset[str] = frozenset()


class EventType(Record, frozen=True, kw_only=True):
    name: str
    definition: str
    roles: tuple[Role, ...]
    modes: tuple[Mode, ...] = ()
    verbs: tuple[Pattern, ...] = ()
    nouns: tuple[Pattern, ...] = ()
    examples: tuple[Example, ...] = ()
    unlike: tuple[str, ...] = ()  # sentences that sound like the type and are not


class LookAlike(Record, frozen=True, kw_only=True):
    """Reports on something else that speak alike: in one with ``at_least`` of these words, ``types`` are not read."""

    words: frozenset[str]
    at_least: int
    types: frozenset[str]


class Codebook(Record, frozen=True, kw_only=True):
    name: str
    version: str
    description: str
    licence: str | None
    types: tuple[EventType, ...]
    look_alikes: tuple[LookAlike, ...] = ()

    def type(self, name: str) -> EventType | None:
        """The type of that name, if the codebook has it."""
        return next((t for t in self.types if t.name == name), None)


@cache
def shipped() -> tuple[Codebook, ...]:
    """The codebooks that come with the program, in a fixed order."""
    folder = files("precedent.codebooks")
    return tuple(parse(folder.joinpath(f"{name}.yaml").read_text(encoding="utf-8"), f"{name}.yaml") for name in SHIPPED)


def read(path: str | Path) -> Codebook:
    """A codebook file; ``CodebookError`` where it cannot be read or breaks the format."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path} cannot be read ({error})", "give the path of a codebook in YAML, in UTF-8") from error
    return parse(text, str(path))


def parse(text: str, where: str) -> Codebook:
    """A codebook from YAML; *where* names it in errors."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        data = yaml.load(text, Loader=loader)
    except yaml.YAMLError as error:
        raise CodebookError(f"{where} is not YAML ({' '.join(str(error).split())})", "see docs/codebooks.md") from error
    try:
        return _codebook(data)
    except CodebookError as error:
        raise CodebookError(f"{where}: {error.wrong}", error.advice) from error


def _codebook(data: Any) -> Codebook:
    book = _mapping(data, "the file", _BOOK_KEYS)
    groups = {str(k): _words(v, f"groups.{k}") for k, v in _mapping(book.get("groups") or {}, "groups", None).items()}
    types = tuple(_type(entry, f"types[{i}]", groups) for i, entry in enumerate(_list(book.get("types"), "types")))
    if not types:
        raise CodebookError("types is empty", "describe at least one event type")
    _distinct([t.name for t in types], "types")
    return Codebook(
        name=_name(book.get("codebook"), "codebook"),
        version=str(book.get("version", "1")),
        description=_text(book.get("description", ""), "description"),
        licence=book.get("licence"),
        types=types,
        look_alikes=tuple(
            _look_alike(raw, f"look_alikes[{i}]", groups, {t.name for t in types})
            for i, raw in enumerate(_list(book.get("look_alikes") or [], "look_alikes"))
        ),
    )


def _look_alike(entry: Any, where: str, groups: Mapping[str, tuple[str, ...]], known: set[str]) -> LookAlike:
    given = _mapping(entry, where, {"words", "at_least", "types"})
    types = frozenset(_words(given.get("types") or [], f"{where}.types"))
    if unknown := sorted(types - known):
        raise CodebookError(f"{where}.types names {unknown[0]!r}", "use names of this codebook's types")
    at_least = given.get("at_least", 4)
    if not isinstance(at_least, int) or at_least < 1:
        raise CodebookError(f"{where}.at_least is {at_least!r}", "give how many of the words, 1 or more")
    return LookAlike(words=_cues(given.get("words"), f"{where}.words", groups), at_least=at_least, types=types)


def _type(entry: Any, where: str, groups: Mapping[str, tuple[str, ...]]) -> EventType:
    given = _mapping(entry, where, _TYPE_KEYS)
    name = _name(given.get("name"), f"{where}.name")
    where = f"types.{name}"
    roles = tuple(
        Role(name=_name(key, f"{where}.roles"), definition=_text(value, f"{where}.roles.{key}"))
        for key, value in _mapping(
            given.get("roles") or {"actor": "who does it", "recipient": "to whom"}, f"{where}.roles", None
        ).items()
    )
    known = {role.name for role in roles} | {TRIGGER}
    modes, examples = [], list(_examples(given.get("examples"), f"{where}.examples", known, None))
    for i, raw in enumerate(_list(given.get("modes") or [], f"{where}.modes")):
        mode = _mapping(raw, f"{where}.modes[{i}]", _MODE_KEYS)
        mode_name = _name(mode.get("name"), f"{where}.modes[{i}].name")
        here = f"{where}.modes.{mode_name}"
        modes.append(
            Mode(
                name=mode_name,
                definition=_required(mode.get("definition"), f"{here}.definition"),
                verbs=_patterns(mode.get("verbs"), f"{here}.verbs", groups),
                nouns=_patterns(mode.get("nouns"), f"{here}.nouns", groups),
                cues=_cues(mode.get("cues"), f"{here}.cues", groups),
            )
        )
        examples.extend(_examples(mode.get("examples"), f"{here}.examples", known, mode_name))
    _distinct([mode.name for mode in modes], f"{where}.modes")
    verbs, nouns = (_patterns(given.get(key), f"{where}.{key}", groups) for key in ("verbs", "nouns"))
    if not (examples or verbs or nouns or any(mode.verbs or mode.nouns for mode in modes)):
        raise CodebookError(f"{where} has neither trigger words nor examples", "give 'verbs', 'nouns' or 'examples'")
    return EventType(
        name=name,
        definition=_required(given.get("definition"), f"{where}.definition"),
        roles=roles,
        modes=tuple(modes),
        verbs=verbs,
        nouns=nouns,
        examples=tuple(examples),
        unlike=tuple(e.text for e in _examples(given.get("unlike"), f"{where}.unlike", set(), None)),
    )


def _patterns(value: Any, where: str, groups: Mapping[str, tuple[str, ...]]) -> tuple[Pattern, ...]:
    try:
        return tuple(read_pattern(line, groups) for line in _words(value or [], where))
    except CodebookError as error:
        raise CodebookError(f"{where}: {error.wrong}", error.advice) from error


def _cues(value: Any, where: str, groups: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    found: list[str] = []
    for line in _words(value or [], where):
        for word in groups[line[1:]] if line[1:] in groups and line.startswith("@") else (line.lower(),):
            found.extend((*noun_forms(word), *verb_forms(word)))
    return frozenset(found)


def _examples(value: Any, where: str, roles: set[str], mode: str | None) -> Iterator[Example]:
    for i, line in enumerate(_list(value or [], where)):
        yield _example(_required(line, f"{where}[{i}]"), f"{where}[{i}]", roles, mode)


def _example(line: str, where: str, roles: set[str], mode: str | None) -> Example:
    """``<actor>The fleet</actor> left`` as its bare text and the spans of its roles."""
    bare: list[str] = []
    filled: list[Filled] = []
    opened: tuple[str, int] | None = None
    length = at = 0
    for tag in _TAG.finditer(line):
        bare.append(line[at : tag.start()])
        length += tag.start() - at
        at = tag.end()
        closing, role = tag.groups()
        if role not in roles:
            raise CodebookError(f"{where} marks <{role}>", f"the roles are {', '.join(sorted(roles))}")
        if bool(closing) == (opened is None) or (opened is not None and opened[0] != role):
            raise CodebookError(f"{where} has <{closing}{role}> out of place", "close each role before the next opens")
        if opened is None:
            opened = (role, length)
        else:
            filled.append(Filled(role=role, start=opened[1], end=length))
            opened = None
    if opened is not None:
        raise CodebookError(f"{where} never closes <{opened[0]}>", f"write </{opened[0]}> after its words")
    bare.append(line[at:])
    return Example(text="".join(bare), filled=tuple(filled), mode=mode)


def _mapping(value: Any, where: str, keys: set[str] | None) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise CodebookError(f"{where} is not a mapping of keys to values", "see docs/codebooks.md")
    for key in value:
        if keys is not None and key not in keys:
            raise CodebookError(f"{where} has the unknown key {key!r}", f"known keys: {', '.join(sorted(keys))}")
    return value


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise CodebookError(f"{where} is missing or not a list", "write one entry a line, each after '- '")
    return value


def _words(value: Any, where: str) -> tuple[str, ...]:
    """A list of strings, or one string of words."""
    entries = value.split() if isinstance(value, str) else _list(value, where)
    for i, entry in enumerate(entries):
        if not isinstance(entry, str) or not entry.strip():
            raise CodebookError(f"{where}[{i}] is {entry!r}, not words", "put quotes around yes, no, on, off and numbers")
    return tuple(entries)


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise CodebookError(f"{where} is {value!r}, not text", "write a sentence")
    return " ".join(value.split())


def _required(value: Any, where: str) -> str:
    if value is None or not _text(value, where):
        raise CodebookError(f"{where} is missing", "write a sentence")
    return _text(value, where)


def _name(value: Any, where: str) -> str:
    if not isinstance(value, str) or not _NAME.match(value):
        raise CodebookError(f"{where} is {value!r}", "a name is a letter, then letters, digits, - or _, at most 41")
    return value


def _distinct(names: list[str], where: str) -> None:
    for name in names:
        if names.count(name) > 1:
            raise CodebookError(f"{where} has {name!r} twice", "give each a name of its own")
