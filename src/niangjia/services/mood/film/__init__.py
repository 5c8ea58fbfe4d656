"""The film of a mood check: waited for, looked at in a locked child, and kept nowhere."""
