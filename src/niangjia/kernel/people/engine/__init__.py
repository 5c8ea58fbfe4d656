"""Imports: what each kind of file holds, how its lines are checked, and how they are written."""
