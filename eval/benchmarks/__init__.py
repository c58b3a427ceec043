"""Measurements on public data that ground the constants in the code."""
