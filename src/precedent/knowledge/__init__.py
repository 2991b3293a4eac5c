"""Data and look-up: the gazetteer, countries, calendar names, organisations."""
