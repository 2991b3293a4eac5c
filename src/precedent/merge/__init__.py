"""Mentions to entries: copies, blocks, a score that gives its reasons, clusters, stories. Pure functions."""
