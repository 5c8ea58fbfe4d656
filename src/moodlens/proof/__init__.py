"""Evidence: clips with known movements, and how well they are found."""
