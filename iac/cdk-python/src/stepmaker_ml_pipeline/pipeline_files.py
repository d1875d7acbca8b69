"""The files that the stack publishes to the bucket: the scripts and the definition of the state machine."""

import base64
import hashlib
import json

import brotli


def compact(content: object) -> str:
    """JSON as JavaScript writes it: the same text has the same version everywhere."""
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False)


def version_of(content: object) -> str:
    """Twelve hexadecimal digits: a new text has a new place, so a running execution keeps what it began with."""
    return hashlib.sha256(compact(content).encode()).hexdigest()[:12]


def definition_key(definition: dict) -> str:
    """`state-machine/<version>.asl.json`"""
    return f"state-machine/{version_of(definition)}.asl.json"


def pack_files(assets: dict, definition: dict) -> str:
    """`{ key: text }` as JSON, Brotli-compressed, in base64: what the publishing function takes."""
    files = {
        "raw-data/README.txt": assets["dataReadme"],
        **{f"{assets['codePrefix']}/{name}": text for name, text in assets["scripts"].items()},
        definition_key(definition): json.dumps(definition, indent=2, ensure_ascii=False),
    }
    return base64.b64encode(brotli.compress(compact(files).encode(), mode=brotli.MODE_TEXT, quality=11, lgwin=24)).decode()
