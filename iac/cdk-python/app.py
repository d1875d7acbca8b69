"""The pipeline as a stack: `cdk deploy`."""

from aws_cdk import App, CfnOutput, LegacyStackSynthesizer, Stack

from stepmaker_ml_pipeline import MlPipeline

app = App()
# Nothing to upload and no role to assume: the account need not be bootstrapped.
stack = Stack(app, app.node.try_get_context("stack_name") or "ml-pipeline-python", synthesizer=LegacyStackSynthesizer())
pipeline = MlPipeline(stack, "Pipeline", bucket_name=app.node.try_get_context("bucket_name"))
outputs = {
    "StateMachineArn": pipeline.state_machine.state_machine_arn,
    "DeploymentStateMachineArn": pipeline.deployment_state_machine.state_machine_arn,
    "BucketName": pipeline.bucket.bucket_name,
    "EndpointName": pipeline.endpoint_name,
    "TopicArn": pipeline.topic.topic_arn,
    "ExecutionRoleArn": pipeline.execution_role.role_arn,
    "LogGroupName": pipeline.log_group.log_group_name,
}
for name, value in outputs.items():
    CfnOutput(stack, name, value=value)
app.synth()
