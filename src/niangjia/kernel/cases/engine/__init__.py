"""Sorting and grouping of messages: plain functions over texts, no database, no Django."""
