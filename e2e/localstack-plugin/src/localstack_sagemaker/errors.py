"""How Step Functions names the errors of its optimised SageMaker integration."""

# The errors that SageMaker's API model knows; every other one has the integration's general name.
_MODELLED = {
    'ConflictException': 'ConflictException',
    'ResourceInUse': 'ResourceInUseException',
    'ResourceLimitExceeded': 'ResourceLimitExceededException',
    'ResourceNotFound': 'ResourceNotFoundException',
}


def error_name(code: str) -> str:
    """The name that ``Retry`` and ``Catch`` match, e.g. ``SageMaker.ResourceLimitExceededException``."""
    return f'SageMaker.{_MODELLED.get(code, "AmazonSageMakerException")}'


def error_cause(code: str, message: str, status: int, request_id: str) -> str:
    """The cause as the AWS SDK for Java 1 words it, which the integration is built on."""
    return (
        f'{message} (Service: AmazonSageMaker; Status Code: {status}; Error Code: {code}; Request ID: {request_id}; Proxy: null)'
    )
