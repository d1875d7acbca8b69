"""Turns the policies, which are written in CloudFormation's words, into values of this construct."""

import re
from types import MappingProxyType
from typing import Any, Mapping

NO_VALUE = {"Ref": "AWS::NoValue"}


def resolve(value: Any, names: Mapping[str, str], conditions: Mapping[str, bool] = MappingProxyType({})) -> Any:
    """A copy of `value` with every `Ref`, `Fn::Sub`, `Fn::Split`, `Fn::GetAtt` and `Fn::FindInMap` replaced by what `names` has for it, and every `Fn::If` in a
    list by its choice, which `AWS::NoValue` leaves out.

    :param names: what stands for a name of the template, such as `Bucket.Arn`: tokens of the CDK or plain text
    :param conditions: whether a condition of the template holds
    :raises ValueError: when `names` or `conditions` lacks one, naming it
    """
    if isinstance(value, list):
        items = [_chosen(item, conditions) for item in value]
        return [resolve(item, names, conditions) for item in items if item != NO_VALUE]
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
        if function == "Fn::Split":
            separator, text = argument
            return resolve(text, names, conditions).split(separator)
        if function == "Fn::Sub":
            text, given = (argument, {}) if isinstance(argument, str) else argument
            own = {name: resolve(part, names, conditions) for name, part in given.items()}
            return re.sub(r"\$\{([\w:.]+)\}", lambda match: own.get(match[1]) or _named(match[1], names), text)
    return {key: resolve(member, names, conditions) for key, member in value.items()}


def _chosen(value: Any, conditions: Mapping[str, bool]) -> Any:
    if not isinstance(value, dict) or list(value) != ["Fn::If"]:
        return value
    condition, yes, no = value["Fn::If"]
    if condition not in conditions:
        raise ValueError(f"The construct has nothing for the condition {condition} of the template")
    return _chosen(yes if conditions[condition] else no, conditions)


def _named(name: str, names: Mapping[str, str]) -> str:
    if name not in names:
        raise ValueError(f"The construct has nothing for {name} of the template")
    return names[name]
