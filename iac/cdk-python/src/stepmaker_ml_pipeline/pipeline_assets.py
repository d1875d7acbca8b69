"""What the construct is made from besides code: the definition, the scripts, the functions and the policies, as the pipeline's CDK app has them."""

import json
from functools import cache
from importlib import resources


@cache
def _text() -> str:
    return resources.files(__package__).joinpath("assets/pipeline.json").read_text(encoding="utf-8")


def load_assets() -> dict:
    """A fresh copy, for the caller to change."""
    return json.loads(_text())
