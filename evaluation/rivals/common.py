"""What every rival shares: JSON lines in, the reading contract out, layers that it lacks empty."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
LAYERS = ("sentences", "tokens", "names", "timexes", "toponyms", "attributions", "events", "records")


def serve(answer: Callable[[Json], Json]) -> None:
    """Answer each line of standard input with the layers that `answer` gives; an exception gives an empty answer."""
    for line in sys.stdin:
        report = json.loads(line)
        try:
            layers = answer(report)
        except Exception as error:  # noqa: BLE001 - a rival that fails on a text scores nothing for it
            print(f"{report['id']}: {error!r}", file=sys.stderr)
            layers = {}
        print(json.dumps({"id": report["id"], **{layer: [] for layer in LAYERS}, **layers}), flush=True)
