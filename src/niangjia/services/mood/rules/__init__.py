"""Rules of the mood check: questions, how they are counted, and what is said to it."""
