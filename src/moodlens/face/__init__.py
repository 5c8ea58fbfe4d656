"""Finding a face and following it."""
