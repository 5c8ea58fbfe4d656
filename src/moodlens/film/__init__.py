"""From the bytes of a clip to upright pictures with their times."""
