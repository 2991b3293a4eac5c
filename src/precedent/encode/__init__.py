"""One small encoder reads a sentence once: scores for names, triggers, roles, attributes, sayings, claims and tags, and vectors.

The room takes words and gives scores by label; the labels travel with the weights, and no codebook is known here.
"""
