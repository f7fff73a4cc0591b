"""Corpora of records of which it is known what is the same.

The truth (`places`, `units`, `projects`, `policies`, `measures`), how it is printed (`spelling`), the records
(`corpus`), what the linker says (`answers`), and how well (`scoring`).
"""
