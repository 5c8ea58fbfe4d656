"""How notices go on beyond the inbox."""
