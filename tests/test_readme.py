import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_every_file_that_the_readme_links_to_exists():
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(links) > 6
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_setting_of_the_readme_is_read():
    named = set(re.findall(r"^\| (`[A-Z_`, ]+`) \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    names = {name for row in named for name in re.findall(r"[A-Z_]+", row)} - {"PORT"}
    read = (ROOT / "musesite/settings.py").read_text(encoding="utf-8")
    assert sorted(name for name in names if f'"{name}"' not in read) == []
