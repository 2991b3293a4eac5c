"""Spans to identity: the calendar, the gazetteer, countries and sectors, one chain an actor."""
