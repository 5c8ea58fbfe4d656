"""Reads of 福利."""
