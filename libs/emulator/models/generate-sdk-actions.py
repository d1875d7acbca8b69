"""Writes models/sdk-actions.jsonl: what every AWS SDK integration of Step Functions can be called with.

Usage: python libs/emulator/models/generate-sdk-actions.py   (needs the package `botocore`, and nothing else)

A line is a service, under the name that `arn:aws:states:::aws-sdk:<name>:<action>` has for it: the name of the AWS SDK for Java 2's
client in lower case. `prefix` is that client's name, with which errors begin; `actions` gives each operation the number of its input's
shape in `shapes`, or -1. A structure maps members to shapes, required ones with a `!` behind their name; ["l", shape] is a list,
["m", shape] a map; scalars are letters: s string, b boolean, i integer, f float, t timestamp, B blob.
"""

import json

from generate import HERE, data_directory, java_name, read_model, references

SCALARS = {"string": "s", "character": "s", "boolean": "b", "integer": "i", "long": "i", "bigdecimal": "f", "float": "f",
           "double": "f", "timestamp": "t", "blob": "B"}


def compact(model):
    inputs = {name: operation["input"]["shape"] for name, operation in model["operations"].items() if "input" in operation}
    reached, waiting = set(), list(inputs.values())
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += references(model["shapes"][name])
    names = [name for name in sorted(reached) if model["shapes"][name]["type"] not in SCALARS]
    number = {name: index for index, name in enumerate(names)}

    def reference(name):
        return SCALARS.get(model["shapes"][name]["type"]) or number[name]

    def shape(name):
        source = model["shapes"][name]
        if source["type"] == "list":
            return ["l", reference(source["member"]["shape"])]
        if source["type"] == "map":
            return ["m", reference(source["value"]["shape"])]
        required = set(source.get("required", []))
        return {member + ("!" if member in required else ""): reference(value["shape"])
                for member, value in source.get("members", {}).items()}

    return {"actions": {name: number[inputs[name]] if name in inputs else -1 for name in sorted(model["operations"])},
            "shapes": [shape(name) for name in names]}


def main():
    services = {}
    for directory in sorted(data_directory().iterdir()):
        if directory.is_dir():
            model = read_model(directory.name)
            prefix = java_name(model["metadata"]["serviceId"])
            services[prefix.lower()] = {"prefix": prefix, **compact(model)}
    lines = (f"{name}\t{json.dumps(services[name], separators=(',', ':'))}\n" for name in sorted(services))
    target = HERE / "sdk-actions.jsonl"
    target.write_text("".join(lines), "utf-8")
    print(f"{target.name}: {len(services)} services, {sum(len(s['actions']) for s in services.values())} actions, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
