"""The files that the stack publishes to the bucket: the scripts and the definition of the state machine."""

import hashlib
import json
import struct

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
    """`{ key: text }` as JSON, Brotli-compressed, in base 85: what the publishing function takes."""
    files = {
        "raw-data/README.txt": assets["dataReadme"],
        **{f"{assets['codePrefix']}/{name}": text for name, text in assets["scripts"].items()},
        definition_key(definition): json.dumps(definition, indent=2, ensure_ascii=False),
    }
    return base85(brotli.compress(compact(files).encode(), mode=brotli.MODE_TEXT, quality=11, lgwin=24))


def base85(content: bytes) -> str:
    """Five characters for four bytes, from `(` on, the backslash as `~`: nothing that JSON or YAML must escape. Zeros fill the last group."""
    padded = content + bytes(-len(content) % 4)
    text = []
    for (value,) in struct.iter_unpack(">I", padded):
        group = []
        for _ in range(5):
            value, digit = divmod(value, 85)
            group.append(chr(digit + 40))
        text.extend(reversed(group))
    return "".join(text).replace("\\", "~")
