"""How the encoder is trained, exported and measured. ``MODEL_CARD.md`` beside it says what came out."""
