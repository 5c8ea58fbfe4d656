"""Pages for unions and the platform's administrator."""
