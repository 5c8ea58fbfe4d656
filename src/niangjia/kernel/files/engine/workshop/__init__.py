"""A process of its own that takes a stranger's file apart. It knows nothing of the house."""
