"""Reads of mediation, each side's own, as small records."""
