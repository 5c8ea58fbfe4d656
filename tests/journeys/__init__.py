"""Journeys in a real browser, through the demo district, as the people of it."""
