"""Orders and announcements: numbers that carry their issuer's name instead of a code.

财政部令第81号, 财政部第87号令, 中国人民银行令〔2019〕第1号, 国家税务总局公告2020年第5号, 财政部 税务总局公告2020年第45号.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.policies.issuers import body_names, place_names
from extractors.policies.numbers import Number, digits, full_year
from extractors.policies.words import CLOSE, DIGIT, GAP, OPEN, is_han, pattern, words
