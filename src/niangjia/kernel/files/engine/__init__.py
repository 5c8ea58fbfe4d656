"""How bytes are taken in, kept and handed out."""
