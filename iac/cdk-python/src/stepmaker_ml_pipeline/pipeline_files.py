"""The files that the stack publishes to the bucket: the scripts and the definitions of the state machines."""

import hashlib
import json

import brotli


def compact(content: object) -> str:
    """JSON as JavaScript writes it: the same text has the same version everywhere."""
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False)


def version_of(content: object) -> str:
    """Twelve hexadecimal digits: a new text has a new place, so a running execution keeps what it began with."""
    return hashlib.sha256(compact(content).encode()).hexdigest()[:12]


def definition_key(machine: str, definition: dict) -> str:
    """`state-machine/<version>/<machine>.asl.json`"""
    return f"state-machine/{version_of(definition)}/{machine}.asl.json"


def pack_files(assets: dict, definitions: dict) -> str:
    """Keys and texts in turn, separated by NUL, Brotli-compressed, in base 92: what the publishing function takes."""
    files = {
        "raw-data/README.txt": assets["dataReadme"],
        **{f"{assets['codePrefix']}/{name}": text for name, text in assets["scripts"].items()},
        **{definition_key(machine, definition): compact(definition) for machine, definition in definitions.items()},
    }
    text = "\0".join(part for entry in files.items() for part in entry)
    return base92(brotli.compress(text.encode(), mode=brotli.MODE_TEXT, quality=11, lgwin=24))


def base92(content: bytes) -> str:
    """One large number whose digits are the characters from `#` to `~`, with `!` in place of the backslash: nothing that JSON or YAML must escape.

    The leading 1 keeps the zeros at the start.
    """
    number = int("1" + content.hex(), 16)
    digits = []
    while number:
        number, digit = divmod(number, 92)
        digits.append(chr(digit + 35))
    return "".join(reversed(digits)).replace("\\", "!")
