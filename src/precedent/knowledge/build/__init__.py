"""Makes the gazetteer's data files; run by those who maintain them, never at run time."""
