"""A machine-learning pipeline of Step Functions and SageMaker, as an AWS CDK construct."""

from .ml_pipeline import MlPipeline

__all__ = ["MlPipeline"]
