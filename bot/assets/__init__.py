"""What the demo needs besides code: the examples and the app's manifest, as links that become files in a wheel."""

from importlib import resources
from pathlib import Path

ASSETS = Path(str(resources.files(__name__)))
EXAMPLES = ASSETS / "examples"
MANIFEST = ASSETS / "app_manifest.yml"
