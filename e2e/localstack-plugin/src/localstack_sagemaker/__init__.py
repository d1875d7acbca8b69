"""SageMaker for LocalStack, served by an endpoint of yours."""
