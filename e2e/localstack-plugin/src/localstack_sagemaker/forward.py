"""The services ``sagemaker`` and ``sagemaker-runtime``, forwarded to the endpoint in ``SAGEMAKER_ENDPOINT_URL``."""

from urllib.parse import urlsplit

from localstack.aws.forwarder import AwsRequestProxy
from localstack.aws.skeleton import Skeleton
from localstack.aws.spec import load_service
from localstack.services.plugins import Service, aws_provider

from localstack_sagemaker.settings import endpoint_url


def forwarded(api: str) -> Service:
    """A service whose every operation is what the endpoint answers; its errors pass through as they are."""
    model = load_service(api)
    url = endpoint_url()
    proxy = AwsRequestProxy(url)

    def forward(context, _request):
        # The server is asked under its own name, whatever name LocalStack was asked under: it may answer no other.
        context.request.headers['Host'] = urlsplit(url).netloc
        return proxy.forward(context)

    return Service(api, skeleton=Skeleton(model, dict.fromkeys(model.operation_names, forward)))


@aws_provider(api='sagemaker')
def sagemaker() -> Service:
    return forwarded('sagemaker')


@aws_provider(api='sagemaker-runtime')
def sagemaker_runtime() -> Service:
    return forwarded('sagemaker-runtime')
