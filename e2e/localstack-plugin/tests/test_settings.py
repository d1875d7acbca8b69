import pytest

from localstack_sagemaker.settings import SettingsError, custom_resource_timeout, endpoint_url, uses_local_images


def test_the_endpoint_is_taken_from_the_environment():
    assert endpoint_url({'SAGEMAKER_ENDPOINT_URL': 'http://host:1'}) == 'http://host:1'


@pytest.mark.parametrize('value', [{}, {'SAGEMAKER_ENDPOINT_URL': 'host:1'}])
def test_a_missing_or_wrong_endpoint_is_told_with_an_example(value):
    with pytest.raises(SettingsError, match=r'such as http://host\.docker\.internal:4566'):
        endpoint_url(value)


def test_local_images_are_used_only_when_asked_for():
    assert uses_local_images({'LAMBDA_LOCAL_IMAGES': '1'})
    assert not uses_local_images({'LAMBDA_LOCAL_IMAGES': '0'})
    assert not uses_local_images({})


def test_a_custom_resource_has_an_hour_as_on_aws():
    assert custom_resource_timeout({}) == 3600
    assert custom_resource_timeout({'CUSTOM_RESOURCE_TIMEOUT_SECONDS': '90'}) == 90
