import pytest

from localstack_sagemaker.errors import error_cause, error_name


@pytest.mark.parametrize(
    ('code', 'name'),
    [
        ('ResourceLimitExceeded', 'SageMaker.ResourceLimitExceededException'),
        ('ResourceInUse', 'SageMaker.ResourceInUseException'),
        ('ThrottlingException', 'SageMaker.AmazonSageMakerException'),
        ('ValidationException', 'SageMaker.AmazonSageMakerException'),
    ],
)
def test_an_error_has_the_name_that_retry_and_catch_match(code, name):
    assert error_name(code) == name


def test_a_cause_is_worded_as_the_sdk_words_it():
    assert error_cause('ThrottlingException', 'Rate exceeded', 400, 'r-1') == (
        'Rate exceeded (Service: AmazonSageMaker; Status Code: 400; Error Code: ThrottlingException; '
        'Request ID: r-1; Proxy: null)'
    )
