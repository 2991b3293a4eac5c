"""Real sentences of public corpora that the encoder learns from, marked by our guidelines. No word of them is kept here."""
