"""Pages of a union that gives something out."""
