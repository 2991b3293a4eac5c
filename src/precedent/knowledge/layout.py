"""How the gazetteer lies on disk: shared by those who write it (``build``) and those who read it (``gazetteer``)."""

from __future__ import annotations

import numpy as np

# One record a place. ``code``: its GeoNames id, or with OWN_ID set the number of its slug in ids.marisa; ``name``: the number of
# its name in names.marisa; ``parent`` and ``country``: record numbers or NO_PARENT; ``kind``: a number in KINDS.
ENTRY = np.dtype(
    [
        ("lat", "<f4"), ("lon", "<f4"), ("population", "<u4"), ("code", "<u4"), ("name", "<u4"),
        ("parent", "<u2"), ("country", "<u2"), ("radius", "<f2"), ("kind", "u1"),
    ]
)  # fmt: skip

KINDS = (
    "settlement", "country", "admin1", "admin2", "border", "zone", "disputed", "region", "continent", "crossing", "camp", "base",
    "site", "canal", "strait", "sea", "gulf", "bay", "ocean", "river", "lake", "island", "mountain", "mountains", "desert",
    "seat",
)  # fmt: skip

OWN_ID = 1 << 31
NO_PARENT = 0xFFFF

# Flags of a posting (a record number under a name).
OTHER_NAME = 1 << 31
WORD = 1 << 30
ENTRY_MASK = WORD - 1
