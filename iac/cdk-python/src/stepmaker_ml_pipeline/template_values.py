"""Turns the policies, which are written in CloudFormation's words, into values of this construct."""

import re
from typing import Any, Mapping


def resolve(value: Any, names: Mapping[str, str]) -> Any:
    """A copy of `value` with every `Ref`, `Fn::Sub`, `Fn::GetAtt` and `Fn::FindInMap` replaced by what `names` has for it.

    :param names: what stands for a name of the template, such as `Bucket.Arn`: tokens of the CDK or plain text
    :raises ValueError: when `names` lacks one, naming it
    """
    if isinstance(value, list):
        return [resolve(item, names) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((function, argument),) = value.items()
        if function == "Ref":
            return _named(argument, names)
        if function == "Fn::GetAtt":
            return _named(".".join(argument), names)
        if function == "Fn::FindInMap":
            return _named(argument[0], names)
        if function == "Fn::Sub":
            text, given = (argument, {}) if isinstance(argument, str) else argument
            own = {name: resolve(part, names) for name, part in given.items()}
            return re.sub(r"\$\{([\w:.]+)\}", lambda match: own.get(match[1]) or _named(match[1], names), text)
    return {key: resolve(member, names) for key, member in value.items()}


def _named(name: str, names: Mapping[str, str]) -> str:
    if name not in names:
        raise ValueError(f"The construct has nothing for {name} of the template")
    return names[name]
