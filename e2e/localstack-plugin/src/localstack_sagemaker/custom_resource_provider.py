"""Custom resources in LocalStack's CloudFormation, which community LocalStack deploys without calling their function."""

import json
from typing import ClassVar

from localstack import config
from localstack.http import Request, Response
from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)
from localstack.services.edge import ROUTER
from localstack.utils.container_networking import get_endpoint_for_network, get_main_container_network

from localstack_sagemaker.custom_resource import Answers, CustomResource, CustomResourceError, with_answer
from localstack_sagemaker.settings import custom_resource_timeout

_PATH = '/_localstack_sagemaker/custom-resources'
_ANSWERS = Answers()


def _take_answer(request: Request, secret: str) -> Response:
    return Response(status=200 if _ANSWERS.take(secret, request.get_data()) else 404)


ROUTER.add(f'{_PATH}/<secret>', _take_answer, methods=['PUT'])


class CustomResourceProvider(ResourceProvider[dict]):
    """Calls the function in ``ServiceToken`` and waits until it has answered to the URL that it was given."""

    TYPE = 'AWS::CloudFormation::CustomResource'
    SCHEMA: ClassVar[dict] = {
        'typeName': TYPE,
        'properties': {'PhysicalResourceId': {'type': 'string'}, 'ServiceToken': {'type': 'string'}},
        'primaryIdentifier': ['/properties/PhysicalResourceId'],
    }

    def create(self, request: ResourceRequest[dict]) -> ProgressEvent[dict]:
        return self._call(request, 'Create')

    def update(self, request: ResourceRequest[dict]) -> ProgressEvent[dict]:
        return self._call(request, 'Update')

    def delete(self, request: ResourceRequest[dict]) -> ProgressEvent[dict]:
        return self._call(request, 'Delete')

    def _call(self, request: ResourceRequest[dict], request_type: str) -> ProgressEvent[dict]:
        properties = request.desired_state or {}
        resource = CustomResource(
            stack_id=f'arn:aws:cloudformation:{request.region_name}:{request.account_id}:stack/{request.stack_name}/0',
            logical_id=request.logical_resource_id,
            resource_type=request.resource_type,
            properties=properties,
        )
        secret = _ANSWERS.expect()
        event = resource.request(request_type, f'{_own_url()}{_PATH}/{secret}', request.previous_state)
        try:
            request.aws_client_factory.lambda_.invoke(
                FunctionName=resource.service_token, InvocationType='Event', Payload=json.dumps(event)
            )
            answer = _ANSWERS.wait(secret, float(properties.get('ServiceTimeout') or custom_resource_timeout()))
        except CustomResourceError as error:
            return ProgressEvent(status=OperationStatus.FAILED, resource_model=properties, message=str(error))
        return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=with_answer(properties, answer))


def _own_url() -> str:
    """Where functions' containers reach LocalStack."""
    return f'http://{get_endpoint_for_network(get_main_container_network())}:{config.GATEWAY_LISTEN[0].port}'
