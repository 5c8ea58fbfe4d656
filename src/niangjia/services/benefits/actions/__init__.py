"""Writes of 福利."""
