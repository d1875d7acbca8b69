"""The optimised SageMaker integration of LocalStack's Step Functions: calls, and ``.sync`` jobs."""

from typing import Any

from botocore.exceptions import ClientError
from localstack.aws.api.stepfunctions import HistoryEventType, TaskFailedEventDetails, TaskSubmitFailedEventDetails
from localstack.aws.spec import load_service
from localstack.services.stepfunctions.asl.component.common.error_name.custom_error_name import CustomErrorName
from localstack.services.stepfunctions.asl.component.common.error_name.error_name import ErrorName
from localstack.services.stepfunctions.asl.component.common.error_name.failure_event import (
    FailureEvent,
    FailureEventException,
)
from localstack.services.stepfunctions.asl.component.common.error_name.states_error_name import StatesErrorName
from localstack.services.stepfunctions.asl.component.common.error_name.states_error_name_type import (
    StatesErrorNameType,
)
from localstack.services.stepfunctions.asl.component.state.state_execution.state_task.service.resource import (
    ResourceCondition,
)
from localstack.services.stepfunctions.asl.component.state.state_execution.state_task.service.state_task_service_callback import (
    StateTaskServiceCallback,
)
from localstack.services.stepfunctions.asl.eval.event.event_detail import EventDetails
from localstack.services.stepfunctions.asl.utils.boto_client import boto_client_for
from localstack.services.stepfunctions.asl.utils.encoding import to_json_str

from localstack_sagemaker.errors import error_cause, error_name
from localstack_sagemaker.jobs import COMPLETED, RUNNING, kind_of


class StateTaskServiceSageMaker(StateTaskServiceCallback):
    """``arn:aws:states:::sagemaker:<action>`` and, for jobs, ``.sync``."""

    def __init__(self):
        super().__init__(supported_integration_patterns={ResourceCondition.Sync})

    def _get_supported_parameters(self) -> set[str] | None:
        """What the action takes, by SageMaker's API model; None, which is refused, for an unknown action."""
        action = self.resource.api_action
        model = load_service('sagemaker')
        operation = action[:1].upper() + action[1:]
        if operation not in model.operation_names:
            return None
        return set(model.operation_model(operation).input_shape.members)

    def _eval_service_task(self, env, resource_runtime_part, normalised_parameters, state_credentials) -> None:
        client = self._client(resource_runtime_part, state_credentials)
        response = getattr(client, self._get_boto_service_action())(**normalised_parameters)
        response.pop('ResponseMetadata', None)
        env.stack.append(response)

    def _build_sync_resolver(self, env, resource_runtime_part, normalised_parameters, state_credentials):
        kind = kind_of(self.resource.api_action)
        if kind is None:
            raise RuntimeError(f'SageMaker has no job that {self.resource.resource_arn} could wait for')
        env.stack.pop()
        client = self._client(resource_runtime_part, state_credentials)
        name = {kind.name_member: normalised_parameters[kind.name_member]}

        def look() -> dict[str, Any] | None:
            description = getattr(client, kind.describe)(**name)
            description.pop('ResponseMetadata', None)
            state = kind.state_of(description)
            if state == RUNNING:
                return None
            self._normalise_response(description, service_action_name=kind.describe)
            if state == COMPLETED:
                return description
            raise FailureEventException(
                self._failure(
                    env,
                    StatesErrorName(typ=StatesErrorNameType.StatesTaskFailed),
                    StatesErrorNameType.StatesTaskFailed.to_name(),
                    to_json_str(description),
                )
            )

        return look

    def _eval_sync(self, env, sync_resolver, timeout_seconds, callback_endpoint, heartbeat_endpoint):
        outcome = super()._eval_sync(env, sync_resolver, timeout_seconds, callback_endpoint, heartbeat_endpoint)
        if outcome is None and not env.is_running():
            # The execution was stopped or timed out: as on AWS, its job is stopped too. What is returned goes into one event more
            # than AWS writes, and must be an object.
            self._stop_job()
            return {}
        return outcome

    def _eval_integration_pattern(self, env, resource_runtime_part, normalised_parameters, state_credentials) -> None:
        kind = kind_of(self.resource.api_action)
        client = self._client(resource_runtime_part, state_credentials)
        name = {kind.name_member: normalised_parameters[kind.name_member]} if kind else {}
        self._stop_job = lambda: getattr(client, kind.stop)(**name) if kind else None
        super()._eval_integration_pattern(env, resource_runtime_part, normalised_parameters, state_credentials)

    def _from_error(self, env, ex: Exception) -> FailureEvent:
        if not isinstance(ex, ClientError):
            return super()._from_error(env=env, ex=ex)
        error, metadata = ex.response['Error'], ex.response['ResponseMetadata']
        name = error_name(error['Code'])
        cause = error_cause(error['Code'], error.get('Message', ''), metadata['HTTPStatusCode'], metadata.get('RequestId', ''))
        if self._is_integration_pattern():
            # A job that was not accepted.
            return FailureEvent(
                env=env,
                error_name=CustomErrorName(name),
                event_type=HistoryEventType.TaskSubmitFailed,
                event_details=EventDetails(
                    taskSubmitFailedEventDetails=TaskSubmitFailedEventDetails(
                        resource=self._get_sfn_resource(),
                        resourceType=self._get_sfn_resource_type(),
                        error=name,
                        cause=cause,
                    )
                ),
            )
        return self._failure(env, CustomErrorName(name), name, cause)

    def _failure(self, env, name: ErrorName, error: str, cause: str) -> FailureEvent:
        return FailureEvent(
            env=env,
            error_name=name,
            event_type=HistoryEventType.TaskFailed,
            event_details=EventDetails(
                taskFailedEventDetails=TaskFailedEventDetails(
                    resource=self._get_sfn_resource(),
                    resourceType=self._get_sfn_resource_type(),
                    error=error,
                    cause=cause,
                )
            ),
        )

    def _client(self, resource_runtime_part, state_credentials):
        return boto_client_for(
            service=self._get_boto_service_name(),
            region=resource_runtime_part.region,
            state_credentials=state_credentials,
        )
