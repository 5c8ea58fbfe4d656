"""The invented demo district as plain data: places, unions, firms, people and a year of cases.

Nothing in this package imports Django: a command elsewhere writes what it describes.
Every function is deterministic in its arguments.
"""
