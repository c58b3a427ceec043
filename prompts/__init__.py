"""The prompts, as files, and their loader."""
