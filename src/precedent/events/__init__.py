"""What a report tells: events with roles, attributes, quantities, attribution, standing, and claims."""
