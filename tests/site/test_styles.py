"""Style sheets: a component owns its class names, or two pages paint each other."""

import re
from collections import defaultdict
from pathlib import Path

COMPONENTS = Path(__file__).resolve().parents[2] / "static" / "css" / "components"
OWNED = re.compile(r"^(\.[a-z][\w-]*) \{", re.MULTILINE)  # a rule for the class itself; `.panel .button` lends a name and owns none


def test_no_class_belongs_to_two_components():
    owners = defaultdict(set)
    for sheet in COMPONENTS.glob("*.css"):
        for name in OWNED.findall(sheet.read_text()):
            owners[name].add(sheet.name)
    assert {name: sorted(sheets) for name, sheets in owners.items() if len(sheets) > 1} == {}
