"""Tokens, layouts, components, icons and small scripts. No models, imports nothing of ours."""
