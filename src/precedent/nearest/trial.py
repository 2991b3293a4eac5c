"""How well a codebook's examples tell its types: each sentence read by what the others taught, and what they have in common
with the shipped types."""

from __future__ import annotations

from precedent.answers import Confused, Overlap, RoleLearnt, Trial
from precedent.codebooks.load import Codebook
from precedent.encode.encoder import Encoder
from precedent.nearest.kept import by_example
from precedent.nearest.learn import Lesson, Outcome, figures, threshold


def trials(book: Codebook, encoder: Encoder) -> tuple[Trial, ...]:
    """One for each type that is found by its examples. Raises ``CodebookError`` where a type has too few."""
    return tuple(_trial(Lesson(book, kind, encoder)) for kind in book.types if by_example(kind))


def _trial(lesson: Lesson) -> Trial:
    outcomes = lesson.outcomes()
    # Each sentence is held to the threshold that the others set, or it would have had a say in its own judgement.
    least = [threshold([*outcomes[:i], *outcomes[i + 1 :]]) for i in range(len(outcomes))]
    precision, recall, f1 = figures(outcomes, least)
    kind, told = lesson.learn(), (*lesson.examples, *lesson.unlike)
    read_as = lesson.reads_as_this(kind.least)
    mine = dict.fromkeys((*lesson.overlaps, *(leaf for leaf, n in sorted(read_as.items()) if n)))
    places = {role: theirs for theirs, role in kind.roles}
    return Trial(
        codebook=lesson.book.name,
        type=lesson.kind.name,
        examples=len(lesson.kind.examples),
        look_alikes=len(lesson.kind.unlike),
        others=len(outcomes) - len(told),
        precision=round(precision, 2),
        recall=round(recall, 2),
        f1=round(f1, 2),
        confused=tuple(
            Confused(text=outcome.text, what=_what(outcome, t), like=lesson.like(one))
            for one, outcome, t in zip(told, outcomes, least, strict=False)
            if _what(outcome, t)
        ),
        overlaps=tuple(Overlap(type=leaf, examples=lesson.overlaps.get(leaf, 0), shipped=read_as[leaf]) for leaf in mine),
        roles=tuple(RoleLearnt(role=role.name, read_as=places.get(role.name)) for role in lesson.kind.roles),
    )


def _what(outcome: Outcome, least: float) -> str:
    """What went wrong with a sentence when it was left out; nothing where it was read rightly."""
    if outcome.trigger is None:
        return "found, and is none" if outcome.wrong(least) else ""
    if outcome.right(least):
        return ""
    return "found at other words" if outcome.wrong(least) else "not found"
