"""Sentences that compare an event with others, and the query that would check each. Kinds: ``docs/claims.md``."""

from precedent.events.claims.find import find

__all__ = ["find"]
