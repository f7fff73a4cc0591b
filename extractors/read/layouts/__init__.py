"""How tables look in text: one module a layout, each telling its own lines from all others.

A layout takes a run of lines that no other has claimed and gives it back in order: tables, and
between them the runs of lines that are none of its own.
"""
