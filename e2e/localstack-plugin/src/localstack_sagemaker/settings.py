"""What the environment says."""

import os
from collections.abc import Mapping


class SettingsError(RuntimeError):
    """The environment does not say what is needed."""


def endpoint_url(environ: Mapping[str, str] = os.environ) -> str:
    """Where SageMaker is served, e.g. ``http://host.docker.internal:4566``.

    Raises SettingsError when it is missing or is not a URL.
    """
    url = environ.get('SAGEMAKER_ENDPOINT_URL', '')
    if not url.startswith(('http://', 'https://')):
        raise SettingsError(
            "SAGEMAKER_ENDPOINT_URL must be the URL of a server that speaks SageMaker's API, "
            f"such as http://host.docker.internal:4566, was '{url}'"
        )
    return url


def uses_local_images(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether Lambda's runtime images are taken from the Docker daemon without asking a registry first."""
    return environ.get('LAMBDA_LOCAL_IMAGES', '').lower() in ('1', 'true')


def custom_resource_timeout(environ: Mapping[str, str] = os.environ) -> float:
    """Seconds that a custom resource's function may take where its ServiceTimeout says nothing; on AWS an hour."""
    return float(environ.get('CUSTOM_RESOURCE_TIMEOUT_SECONDS') or 3600)
