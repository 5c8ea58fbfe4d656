"""Tests of offers and claims."""
