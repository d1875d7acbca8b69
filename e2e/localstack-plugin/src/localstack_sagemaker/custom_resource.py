"""What CloudFormation says to a custom resource's function, and what it takes from the answer.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html
"""

import json
import threading
import uuid
from dataclasses import dataclass, field
from typing import Any

# The members that the provider keeps with a resource's properties.
PHYSICAL_ID = 'PhysicalResourceId'


@dataclass(frozen=True)
class CustomResource:
    """A custom resource of a stack."""

    stack_id: str
    logical_id: str
    resource_type: str
    properties: dict[str, Any]

    @property
    def service_token(self) -> str:
        """The function's ARN."""
        return self.properties['ServiceToken']

    def request(self, request_type: str, url: str, old: dict[str, Any] | None = None) -> dict[str, Any]:
        """The event for the function: ``Create``, ``Update`` or ``Delete``."""
        event = {
            'RequestType': request_type,
            'ResponseURL': url,
            'StackId': self.stack_id,
            'RequestId': str(uuid.uuid4()),
            'ResourceType': self.resource_type,
            'LogicalResourceId': self.logical_id,
            'ResourceProperties': without_answer(self.properties),
        }
        physical_id = (old or self.properties).get(PHYSICAL_ID)
        if physical_id is not None and request_type != 'Create':
            event[PHYSICAL_ID] = physical_id
        if request_type == 'Update':
            event['OldResourceProperties'] = without_answer(old or {})
        return event


def without_answer(properties: dict[str, Any]) -> dict[str, Any]:
    """The properties of the template: what the function has answered is kept beside them, and is none of them."""
    answered = properties.get('_AnsweredMembers', [])
    return {k: v for k, v in properties.items() if k not in (PHYSICAL_ID, '_AnsweredMembers', *answered)}


def with_answer(properties: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    """The properties with what ``Ref`` and ``Fn::GetAtt`` find."""
    data = answer.get('Data') or {}
    return {**properties, **data, PHYSICAL_ID: answer[PHYSICAL_ID], '_AnsweredMembers': list(data)}


class CustomResourceError(Exception):
    """The function has answered FAILED, with a body that is not an answer, or not at all."""


@dataclass
class Answers:
    """Answers that are awaited, each by a secret that is in its URL."""

    _waiting: dict[str, '_Waiting'] = field(default_factory=dict)

    def expect(self) -> str:
        """A new secret."""
        secret = uuid.uuid4().hex
        self._waiting[secret] = _Waiting()
        return secret

    def take(self, secret: str, body: bytes) -> bool:
        """Takes a function's answer; False where none is awaited under that secret."""
        waiting = self._waiting.get(secret)
        if waiting is None:
            return False
        waiting.body = body
        waiting.arrived.set()
        return True

    def wait(self, secret: str, seconds: float) -> dict[str, Any]:
        """Waits for an answer. Raises CustomResourceError with the function's reason where it has not succeeded."""
        waiting = self._waiting[secret]
        arrived = waiting.arrived.wait(seconds)
        del self._waiting[secret]
        if not arrived:
            raise CustomResourceError(
                'CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId'
            )
        try:
            answer = json.loads(waiting.body)
        except ValueError as error:
            raise CustomResourceError(f'Invalid response object: {error}') from error
        if not isinstance(answer, dict) or not answer.get(PHYSICAL_ID):
            raise CustomResourceError('Invalid PhysicalResourceId')
        if answer.get('Status') != 'SUCCESS':
            raise CustomResourceError(
                f'Received response status [{answer.get("Status")}] from custom resource. '
                f'Message returned: {answer.get("Reason")}'
            )
        return answer


@dataclass
class _Waiting:
    arrived: threading.Event = field(default_factory=threading.Event)
    body: bytes = b''
