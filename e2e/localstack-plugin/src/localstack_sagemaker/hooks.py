"""What is put into LocalStack as it starts. It reaches into LocalStack's own modules: made for 4.14.0."""

import logging

from localstack.runtime import hooks

from localstack_sagemaker.settings import uses_local_images

LOG = logging.getLogger(__name__)


@hooks.on_infra_start()
def add_sagemaker_tasks() -> None:
    """Lets state machines run SageMaker tasks as on AWS, where LocalStack has a stand-in without ``.sync``."""
    import localstack.services.stepfunctions.asl.component.state.state_execution.state_task.state_task_factory as factory

    from localstack_sagemaker.task import StateTaskServiceSageMaker

    task_for = factory.state_task_service_for

    def task_service_for(service_name: str):
        return StateTaskServiceSageMaker() if service_name == 'sagemaker' else task_for(service_name)

    factory.state_task_service_for = task_service_for
    # `aws-sdk:sagemakerruntime`, in the SDK for Java's spelling.
    StateTaskServiceSageMaker._SERVICE_NAME_SFN_TO_BOTO_OVERRIDES['sagemakerruntime'] = 'sagemaker-runtime'


@hooks.on_infra_start(should_load=uses_local_images)
def use_local_lambda_images() -> None:
    """Takes a runtime image that the daemon has, where LocalStack would ask a registry for it every time."""
    import localstack.services.lambda_.invocation.docker_runtime_executor as executor
    from localstack.utils.container_utils.container_client import NoSuchImage
    from localstack.utils.docker_utils import DOCKER_CLIENT

    pull = executor._ensure_runtime_image_present

    def ensure_present(image: str, platform) -> None:
        try:
            DOCKER_CLIENT.inspect_image(image, pull=False)
        except NoSuchImage:
            LOG.info('The image %s is not here; it is pulled', image)
            pull(image, platform)

    executor._ensure_runtime_image_present = ensure_present


@hooks.on_infra_start()
def take_numbers_as_substitutions() -> None:
    """Lets a state machine's DefinitionSubstitutions be numbers, such as a parameter's value, where LocalStack fails."""
    import localstack.services.stepfunctions.resource_providers.aws_stepfunctions_statemachine as statemachine

    from localstack_sagemaker.substitutions import as_texts

    apply = statemachine._apply_substitutions
    statemachine._apply_substitutions = lambda definition, values: apply(definition, as_texts(values))
