"""Event types, modes and roles as data, and the loader for them."""
