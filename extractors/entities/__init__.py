"""Mentions of organisations, places, persons, programmes, events, dates and money in running text.

`find_mentions` works on plain text, in linear time and without spaCy. The same names as a spaCy
component, for anyone's pipeline: `spacy.blank("zh").add_pipe("jixiao_entities")`
(`extractors.entities.component`); as a pipeline of its own, `zh_jixiao`: `extractors.entities.pipeline`.
What a trained spaCy model adds, if there is one: `extractors.entities.models`.
"""

from extractors.entities.mentions import find_mentions, short_forms
from extractors.entities.models import Model

__all__ = ["Model", "find_mentions", "short_forms"]
