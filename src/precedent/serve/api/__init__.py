"""The verbs over HTTP, as JSON."""
