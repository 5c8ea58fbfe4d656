"""Rules of the house that no linter knows: each test reads the tree and names what breaks it."""
