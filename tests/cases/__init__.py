"""The kernel room cases."""
