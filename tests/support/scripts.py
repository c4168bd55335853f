"""Our coaching scripts, and the sample of docs/scripts.md as if someone had dropped it in beside them."""

from pathlib import Path

from conversations.script_files import load, read

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "prompts" / "scripts"
SAMPLE = (ROOT / "docs" / "scripts.md").read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]

OURS = load(FOLDER).scripts
_sample, _findings = read(SAMPLE, "quick-look.yml")
assert _sample is not None, _findings

SCRIPTS = {**OURS, _sample.name: _sample}
"""What a test of scripts runs over: a script of one's own must pass whatever ours pass."""
