"""Pages for unions."""
