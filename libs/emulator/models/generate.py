"""Writes models/<service>.json from the API models that botocore ships, and src/core/api-metadata.ts from models/<service>.json.

Usage: python libs/emulator/models/generate.py [service ...]   (needs the package `botocore`, and nothing else)
       python libs/emulator/models/generate.py --metadata      (writes src/core/api-metadata.ts alone: needs no package)

Each model holds what the emulator's protocols and validation need, for the operations in src/services/<service>/served-operations.json:
the service's metadata, those operations, and the shapes that they reach, all without documentation. `otherOperations` names what AWS has
beside them, with the HTTP route of each where the service is a REST one, so that an operation which is not served is refused by its name.

api-metadata.ts holds the few facts that the server needs at start: a model is parsed when its service is first used.
"""

import gzip
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
SERVICES = HERE.parent / "src" / "services"
METADATA_TABLE = HERE.parent / "src" / "core" / "api-metadata.ts"

METADATA = ("apiVersion", "awsQueryCompatible", "endpointPrefix", "jsonVersion", "protocol", "protocols", "serviceId",
            "signingName", "targetPrefix", "xmlNamespace")
SHAPE = ("type", "enum", "error", "event", "eventstream", "exception", "fault", "flattened", "key", "locationName", "max", "member",
         "members", "min", "pattern", "payload", "required", "sensitive", "streaming", "timestampFormat", "union", "value", "xmlNamespace")
MEMBER = ("shape", "eventpayload", "flattened", "idempotencyToken", "jsonvalue", "location", "locationName", "queryName",
          "streaming",
          "timestampFormat", "xmlAttribute", "xmlNamespace")


def served_operations():
    """The names of the operations that each service serves, by the service's id."""
    return {path.parent.name: json.loads(path.read_text("utf-8")) for path in sorted(SERVICES.glob("*/served-operations.json"))}


def data_directory():
    """The directory of the API models that botocore ships."""
    import botocore

    return pathlib.Path(botocore.__file__).parent / "data"


def read_model(service):
    newest = sorted(data_directory().joinpath(service).iterdir())[-1]
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
        raise SystemExit(f"{service}: this version of botocore has no operation {', '.join(unknown)}")
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


def java_name(service_id):
    """The client's name as the AWS SDK for Java 2 makes it of a service id: `CloudWatch Logs` is CloudWatchLogs, `IoT` is Iot."""
    name = re.sub(r"^(Amazon|AWS)\s*", "", service_id.strip())
    name = re.sub(r"\s*[Ss]ervice$", "", name) if not re.fullmatch(r"[Ss]ervice.*", name) else name
    name = re.sub(r"[^A-Za-z0-9]+", " ", name)
    name = re.sub(r"([^a-z]{2,})v([0-9]+)", r"\1 v\2 ", name)
    name = re.sub(r"([^A-Z]{2,})V([0-9]+)", r"\1 V\2 ", name)
    name = re.sub(r"([a-z])([A-Z][a-zA-Z])", r"\1 \2", name)
    name = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1 \2", name)
    name = re.sub(r"([0-9])([a-zA-Z])", r"\1 \2", name)
    return "".join(word[:1].upper() + word[1:].lower() for word in name.split())


def metadata_entry(service):
    """A service's lines in the table, in the format of Biome."""
    metadata = json.loads((HERE / f"{service}.json").read_text("utf-8"))["metadata"]
    facts = {
        "endpointPrefix": metadata["endpointPrefix"],
        "javaClient": java_name(metadata["serviceId"]),
        "protocol": metadata["protocol"],
        "serviceId": metadata["serviceId"],
        "signingName": metadata.get("signingName", metadata["endpointPrefix"]),
    }
    key = service if re.fullmatch(r"[a-z]\w*", service) else f"'{service}'"
    return f"  {key}: {{\n" + "".join(f"    {name}: '{value}',\n" for name, value in facts.items()) + "  },\n"


def write_metadata():
    entries = "".join(metadata_entry(service) for service in served_operations())
    METADATA_TABLE.write_text(
        "/**\n"
        " * Facts of each API model in `models/`, by the service's id. Generated by `models/generate.py`: do not edit.\n"
        " *\n"
        " * `javaClient` is the name of the service's client in the AWS SDK for Java 2, `signingName` the service in a request's signature.\n"
        " */\n"
        f"export const API_METADATA = {{\n{entries}}} as const;\n",
        "utf-8",
    )
    print(f"{METADATA_TABLE.name}: {len(served_operations())} services")


def main():
    served = served_operations()
    if sys.argv[1:] != ["--metadata"]:
        for service in sys.argv[1:] or served:
            target = HERE / f"{service}.json"
            text = json.dumps(compact_model(service, served[service]), ensure_ascii=False, separators=(",", ":"))
            target.write_text(text.replace('},"', '},\n"') + "\n", "utf-8")
            print(f"{target.name}: {len(served[service])} operations, {target.stat().st_size:,} bytes")
    write_metadata()


if __name__ == "__main__":
    main()
