"""Writes models/<service>.json from the API models that botocore ships.

Usage: python libs/emulator/models/generate.py [service ...]   (needs the package `botocore`, and nothing else)

Each file holds what the emulator's protocols and validation need, for the operations in served.json: the service's metadata, those
operations, and the shapes that they reach, all without documentation. `otherOperations` names what AWS has beside them, with the
HTTP route of each where the service is a REST one, so that an operation which is not served is refused by its name.
"""

import gzip
import json
import pathlib
import sys

import botocore

HERE = pathlib.Path(__file__).parent
DATA = pathlib.Path(botocore.__file__).parent / "data"

METADATA = ("apiVersion", "awsQueryCompatible", "endpointPrefix", "jsonVersion", "protocol", "protocols", "serviceId",
            "signingName", "targetPrefix", "xmlNamespace")
SHAPE = ("type", "enum", "error", "event", "eventstream", "exception", "fault", "flattened", "key", "locationName", "max", "member",
         "members", "min", "pattern", "payload", "required", "sensitive", "streaming", "timestampFormat", "union", "value", "xmlNamespace")
MEMBER = ("shape", "eventpayload", "flattened", "idempotencyToken", "jsonvalue", "location", "locationName", "queryName",
          "streaming",
          "timestampFormat", "xmlAttribute", "xmlNamespace")


def read_model(service):
    newest = sorted(DATA.joinpath(service).iterdir())[-1]
    packed, plain = newest / "service-2.json.gz", newest / "service-2.json"
    return json.loads(gzip.decompress(packed.read_bytes()) if packed.exists() else plain.read_bytes())


def pick(source, names):
    return {name: source[name] for name in names if name in source}


def compact_member(member):
    return pick(member, MEMBER)


def compact_shape(shape):
    result = pick(shape, SHAPE)
    for part in ("member", "key", "value"):
        if part in result:
            result[part] = compact_member(result[part])
    if "members" in result:
        result["members"] = {name: compact_member(member) for name, member in result["members"].items()}
    return result


def references(shape):
    yield from (shape[part]["shape"] for part in ("member", "key", "value") if part in shape)
    yield from (member["shape"] for member in shape.get("members", {}).values())


def compact_operation(operation):
    result = pick(operation, ("http", "idempotent", "unsignedPayload"))
    for side in ("input", "output"):
        if side in operation:
            result[side] = pick(operation[side], ("shape", "resultWrapper", "locationName", "xmlNamespace"))
    if operation.get("errors"):
        result["errors"] = [error["shape"] for error in operation["errors"]]
    return result


def compact_model(service, served):
    model = read_model(service)
    unknown = [name for name in served if name not in model["operations"]]
    if unknown:
        raise SystemExit(f"{service}: botocore {botocore.__version__} has no operation {', '.join(unknown)}")
    operations = {name: compact_operation(model["operations"][name]) for name in sorted(served)}
    reached, waiting = set(), []
    for operation in operations.values():
        waiting += [operation[side]["shape"] for side in ("input", "output") if side in operation] + operation.get("errors", [])
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += references(model["shapes"][name])
    rest = model["metadata"]["protocol"].startswith("rest")
    others = {name: pick(operation["http"], ("method", "requestUri")) if rest else {}
              for name, operation in sorted(model["operations"].items()) if name not in operations}
    return {
        "metadata": pick(model["metadata"], METADATA),
        "operations": operations,
        "otherOperations": others,
        "shapes": {name: compact_shape(model["shapes"][name]) for name in sorted(reached)},
    }


def main():
    served = json.loads((HERE / "served.json").read_text("utf-8"))
    for service in sys.argv[1:] or served:
        target = HERE / f"{service}.json"
        text = json.dumps(compact_model(service, served[service]), ensure_ascii=False, separators=(",", ":"))
        target.write_text(text.replace('},"', '},\n"') + "\n", "utf-8")
        print(f"{target.name}: {len(served[service])} operations, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
