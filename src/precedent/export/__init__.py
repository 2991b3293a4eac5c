"""Events out, in the forms that other programs read, and ours back in. Everything streams: memory holds one event at a time."""
