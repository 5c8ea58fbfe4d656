"""Every read of the room, one module per kind of page."""
