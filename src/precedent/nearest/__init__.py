"""Event types that were never trained for: learnt from a codebook's example sentences, by nearness in the encoder's vectors."""
