"""Real snippets with their numbers annotated: precision and recall of what is found."""

import json
from pathlib import Path

import pytest

from extractors.policies import find_citations

Found = tuple[int, int, str | None]


@pytest.fixture(scope="module")
def snippets(shared: Path) -> list[dict]:
    lines = (shared / "real" / "policy-snippets.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_numbers(snippets: list[dict]) -> None:
    right, wrong, missed = 0, [], []
    for snippet in snippets:
        found: set[Found] = {(c.start, c.end, c.number) for c in find_citations(snippet["text"]) if c.number}
        gold = {
            (c["start"], c["end"], c["number_canonical"]): c.get("optional", False)
            for c in snippet["citations"]
        }
        wanted = {key for key, optional in gold.items() if not optional}
        right += len(found & wanted)
        wrong += [(snippet["id"], *key) for key in found - gold.keys()]
        missed += [(snippet["id"], *key) for key in wanted - found]
    precision, recall = right / (right + len(wrong)), right / (right + len(missed))
    f1 = 2 * precision * recall / (precision + recall)
    assert f1 >= 0.97, f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}; wrong {wrong}; missed {missed}"


def test_titles(snippets: list[dict]) -> None:
    pairs = []
    for snippet in snippets:
        found = {(c.start, c.end): c.title for c in find_citations(snippet["text"])}
        gold = {(c["start"], c["end"]): c["title"] for c in snippet["citations"]}
        pairs += [(snippet["id"], gold[span], found[span]) for span in gold.keys() & found.keys()]
    differing = [pair for pair in pairs if pair[1] != pair[2]]
    exact = 1 - len(differing) / len(pairs)
    assert exact >= 0.90, f"{exact:.3f} exact of {len(pairs)}; {differing}"
