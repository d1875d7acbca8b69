"""What a state machine's ``DefinitionSubstitutions`` become in its definition."""

import json
from typing import Any


def as_texts(substitutions: dict[str, Any]) -> dict[str, str]:
    """Numbers and booleans as JSON writes them, texts as they are."""
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in substitutions.items()}
