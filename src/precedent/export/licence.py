"""What an export owes to others: said inside it where its form can hold it, and beside it where not."""

from __future__ import annotations

ATTRIBUTION = "Places: GeoNames (https://www.geonames.org), CC BY 4.0, and the precedent authors, CC BY 4.0"
CODES = "Event types and codes of actors: codebooks of the precedent authors, CC BY 4.0; the words cited belong to their publishers"
LICENCE = "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), except the words cited"
