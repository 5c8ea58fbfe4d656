"""Writes of the room, a module for each thing written."""
