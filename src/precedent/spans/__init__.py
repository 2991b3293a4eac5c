"""Where times, places and names stand in the text."""
