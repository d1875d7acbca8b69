"""How LocalStack finds the provider of custom resources."""

from localstack.services.cloudformation.resource_provider import CloudFormationResourceProviderPlugin


class CustomResourceProviderPlugin(CloudFormationResourceProviderPlugin):
    name = 'AWS::CloudFormation::CustomResource'

    def __init__(self):
        self.factory = None

    def load(self):
        from localstack_sagemaker.custom_resource_provider import CustomResourceProvider

        self.factory = CustomResourceProvider
