"""Mentions of organisations, places, programmes and events in running text.

`find_mentions` works on plain text, in linear time and without spaCy. The same names as a spaCy
component, for anyone's pipeline: `spacy.blank("zh").add_pipe("jixiao_entities")`
(`extractors.entities.component`).
"""

from extractors.entities.mentions import find_mentions

__all__ = ["find_mentions"]
