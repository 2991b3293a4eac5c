"""Part-of-speech tags: a small hidden Markov model over counts from the English Web Treebank."""

from precedent.spans.tagger.model import tag

__all__ = ["tag"]
