"""The pipeline as one construct."""

import json
import re
from typing import Optional, Sequence

import jsii
from aws_cdk import (
    Aws,
    CfnMapping,
    CustomResource,
    Duration,
    Fn,
    IStableStringProducer,
    Lazy,
    RemovalPolicy,
    Tags,
    Token,
    aws_ec2 as ec2,
    aws_iam as iam,
    aws_kms as kms,
    aws_lambda as lambda_,
    aws_logs as logs,
    aws_s3 as s3,
    aws_sns as sns,
    aws_sns_subscriptions as subscriptions,
    aws_stepfunctions as sfn,
)
from constructs import Construct

from .pipeline_assets import load_assets
from .pipeline_files import definition_key, pack_files
from .template_values import resolve

RUN_TIME_TAG = "stepmaker:stack"


class MlPipeline(Construct):
    """Process, train, evaluate, judge, deploy, check: Step Functions state machines over SageMaker, with everything they need.

    Every attribute is a construct of the CDK, to be extended: `pipeline.state_machine.metric_failed().create_alarm(...)`,
    `pipeline.topic.add_subscription(...)`. Nothing needs a bootstrapped account.

    :param pipeline_name: what the endpoint and the log group are called, and the value of the tag `stepmaker:stack` on all that runs make;
        one for each pipeline of an account. Default: the stack's name
    :param bucket_name: must be free in all of AWS. Default: a generated name
    :param model_performance_threshold: the R2 on unseen data that a model must reach to be deployed. Default: 0.7
    :param processing_instance_type: of the processing and evaluation jobs. Default: `ml.m5.large`
    :param training_instance_type: of the training jobs. Default: `ml.m5.large`
    :param endpoint_instance_type: of the endpoint; bills every hour. Default: `ml.t2.medium`, or `ml.m5.large` in a region
        without T2
    :param endpoint_name: the endpoint that runs create or update. Default: the state machine's name
    :param scikit_learn_image_tag: of AWS's scikit-learn image. Default: `1.4-2-py312-cpu-py3`
    :param notification_email: receives how runs ended. Default: none
    :param log_retention: of the machine's and the functions' logs. Default: one month
    :param data_retention: until processed data and replaced versions of objects expire. Default: 30 days
    :param subnets: of the jobs and the endpoint, such as `vpc.isolated_subnets`. Default: no VPC
    :param security_groups: of the jobs and the endpoint; needed with `subnets`
    :param network_isolation: containers of jobs and models get no network at all. Default: False
    :param encryption_key: a customer's key for bucket, topic, jobs and endpoint. Default: keys of AWS
    :param access_log_bucket: gets the bucket's access logs, under `access/`. Default: none are written
    :param data_arns: of S3 data outside the bucket that runs may read: ARNs of buckets and of objects in them. Default: none
    :raises ValueError: when the threshold is not between -1 and 1, subnets are given without security groups, or data_arns names anything but ARNs
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        pipeline_name: Optional[str] = None,
        bucket_name: Optional[str] = None,
        model_performance_threshold: float = 0.7,
        processing_instance_type: str = "ml.m5.large",
        training_instance_type: str = "ml.m5.large",
        endpoint_instance_type: str = "",
        endpoint_name: Optional[str] = None,
        scikit_learn_image_tag: str = "1.4-2-py312-cpu-py3",
        notification_email: Optional[str] = None,
        log_retention: logs.RetentionDays = logs.RetentionDays.ONE_MONTH,
        data_retention: Optional[Duration] = None,
        subnets: Sequence[ec2.ISubnet] = (),
        security_groups: Sequence[ec2.ISecurityGroup] = (),
        network_isolation: bool = False,
        encryption_key: Optional[kms.IKey] = None,
        access_log_bucket: Optional[s3.IBucket] = None,
        data_arns: Sequence[str] = (),
    ) -> None:
        super().__init__(scope, construct_id)
        if not Token.is_unresolved(model_performance_threshold) and not -1 <= model_performance_threshold <= 1:
            raise ValueError(f"model_performance_threshold must be from -1 to 1, was {model_performance_threshold}")
        unreadable = [arn for arn in data_arns if not Token.is_unresolved(arn) and not re.fullmatch(r"arn:[^,']+", arn)]
        if unreadable:
            raise ValueError(f"data_arns must be ARNs of S3 without commas and quotes, was {', '.join(unreadable)}")
        if subnets and not security_groups:
            raise ValueError("security_groups must name at least one group for the jobs in the subnets")
        self._assets = load_assets()
        self._encryption_key = encryption_key
        self._roles: dict = {}
        self._log_retention = log_retention
        name = pipeline_name or Aws.STACK_NAME
        # Nothing finds roles and log groups by their tag, and CloudFormation tags them with the stack's name: ours would only take room.
        Tags.of(self).add(RUN_TIME_TAG, name, exclude_resource_types=["AWS::IAM::Role", "AWS::Logs::LogGroup"])
        accounts = CfnMapping(
            self,
            "ScikitLearnAccounts",
            mapping={region: {"Account": account} for region, account in self._assets["scikitLearnAccounts"].items()},
        )
        account = accounts.find_in_map(Aws.REGION, "Account")
        self._names = {
            "AWS::AccountId": Aws.ACCOUNT_ID,
            "AWS::Partition": Aws.PARTITION,
            "AWS::Region": Aws.REGION,
            "AWS::StackName": name,
            "ScikitLearnAccounts": account,
            "DataArns": ",".join(data_arns),
        }
        # Conditions of the template: known here.
        self._conditions = {"HasSubnetIds": bool(subnets), "HasDataArns": bool(data_arns)}

        #: Data, models, reports, scripts: `aws_s3.Bucket`. It is emptied and goes with the stack.
        self.bucket = self._make_bucket(bucket_name, data_retention or Duration.days(30), access_log_bucket)
        #: Gets a message when a run ends: `aws_sns.Topic`
        self.topic = sns.Topic(self, "Notifications", master_key=encryption_key)
        self._name("NotificationsTopic", self.topic.topic_arn)
        sns.TopicPolicy(self, "NotificationsPolicy", topics=[self.topic], policy_document=self._policy("notifications"))
        if notification_email:
            self.topic.add_subscription(subscriptions.EmailSubscription(notification_email))

        #: Role of the SageMaker jobs and models: `aws_iam.Role`
        self.execution_role = self._make_role("ExecutionRole", "sagemaker")
        self._name("ExecutionRole.Arn", self.execution_role.role_arn)

        #: The quality gate: `aws_lambda.Function`
        self.evaluator = self._make_function(
            "Evaluator", "evaluator", memory_size=256, timeout=Duration.seconds(60),
            description="Quality gate: is this model good enough?",
        )
        #: Publishes scripts and definition, clears away on delete: `aws_lambda.Function`
        self.lifecycle = self._make_function(
            "Lifecycle", "lifecycle", memory_size=512, timeout=Duration.minutes(15),
            description="Publishes files, cleans up on delete",
        )

        variant = ("-vpc" if subnets else "") + ("-kms" if encryption_key else "")
        #: Definitions of the state machines "pipeline" and "deployment", to be changed until the app is synthesised: `state("Train")` returns one
        #: of the states.
        self.definitions: dict = {machine: variants[variant] for machine, variants in self._assets["definitions"].items()}
        files = CustomResource(
            self,
            "Files",
            resource_type="Custom::PipelineFiles",
            service_token=self.lifecycle.function_arn,
            properties={
                "Bucket": self.bucket.bucket_name,
                "Files": Lazy.string(_Produced(lambda: pack_files(self._assets, self.definitions))),
            },
        )
        files.node.add_dependency(self.bucket.policy)

        #: Log group of both state machines: `aws_logs.LogGroup`
        self.log_group = self._make_log_group("PipelineLogs", f"/aws/vendedlogs/states/{name}")
        #: Role of the state machine that deploys: `aws_iam.Role`
        self.deployment_role = self._make_role("DeploymentRole", "deployment")
        #: Serves a model, checks it, rolls back if it fails: `aws_stepfunctions.StateMachine`
        self.deployment_state_machine = self._make_state_machine("deployment", self.deployment_role, files)
        self._name("DeploymentStateMachine", self.deployment_state_machine.state_machine_arn)
        self._name("DeploymentStateMachine.Name", self.deployment_state_machine.state_machine_name)
        #: Role of the state machine: `aws_iam.Role`
        self.pipeline_role = self._make_role("PipelineRole", "pipeline")
        #: Process, train, evaluate, judge, deploy: `aws_stepfunctions.StateMachine`
        self.state_machine = self._make_state_machine("pipeline", self.pipeline_role, files)
        image = f"{account}.dkr.ecr.{Aws.REGION}.{Aws.URL_SUFFIX}/sagemaker-scikit-learn:{scikit_learn_image_tag}"
        #: The endpoint that runs create or update, its name.
        self.endpoint_name = endpoint_name or self.state_machine.state_machine_name
        substitutions = {
            "EvaluatorFunctionArn": self.evaluator.function_arn,
            "SageMakerRoleArn": self.execution_role.role_arn,
            "TopicArn": self.topic.topic_arn,
            "Partition": Aws.PARTITION,
            "StackName": name,
            "BucketName": self.bucket.bucket_name,
            "CodePrefix": self._assets["codePrefix"],
            "DataArns": Fn.join(",", [self.bucket.arn_for_objects("*"), *(data_arns or [""])]),
            "ImageUri": image,
            "ProcessingInstanceType": processing_instance_type,
            "TrainingInstanceType": training_instance_type,
            "EndpointInstanceType": endpoint_instance_type,
            "EndpointName": endpoint_name or "",
            "EnableNetworkIsolation": "true" if network_isolation else "false",
            "SubnetIds": Fn.join(",", [subnet.subnet_id for subnet in subnets]) if subnets else "",
            "SecurityGroupIds": Fn.join(",", [group.security_group_id for group in security_groups]) if security_groups else "",
            "KmsKeyArn": encryption_key.key_arn if encryption_key else "",
            "ModelPerformanceThreshold": f"{model_performance_threshold:g}"
            if not Token.is_unresolved(model_performance_threshold)
            else Token.as_string(model_performance_threshold),
            "DeploymentStateMachineArn": self.deployment_state_machine.state_machine_arn,
        }
        for machine, state_machine in (("pipeline", self.state_machine), ("deployment", self.deployment_state_machine)):
            tokens = set(re.findall(r"\$\{(\w+)\}", json.dumps(self._assets["definitions"][machine]["-vpc-kms"])))
            state_machine.node.default_child.definition_substitutions = {
                token: value for token, value in substitutions.items() if token in tokens
            }

        self._name("PipelineStateMachine", self.state_machine.state_machine_arn)
        self._name("PipelineStateMachine.Name", self.state_machine.state_machine_name)
        clean_up_policy = self._add_policy("CleanUpPolicy", "clean-up", "clean_up", ["lifecycle"])
        if subnets:
            network = self._add_policy("NetworkAccess", "network", "network", ["sagemaker"])
            self.deployment_state_machine.node.add_dependency(network)
            self.state_machine.node.add_dependency(network)
        if encryption_key is not None:
            self._name("KmsKeyArn", encryption_key.key_arn)
            use = self._add_policy("KeyUse", "use-key", "use_key", ["evaluator", "lifecycle"])
            grant = self._add_policy("KeyGrant", "grant-key", "grant_key", ["sagemaker", "pipeline", "deployment"])
            files.node.add_dependency(use)
            # The other machine cannot wait for the key: the role of this one, which gets the key, names it.
            self.state_machine.node.add_dependency(grant)
        # Deleted first: it names the machines, and they depend on all that SageMaker needs until its endpoints are gone.
        clean_up = CustomResource(
            self,
            "CleanUp",
            resource_type="Custom::PipelineCleanUp",
            service_token=self.lifecycle.function_arn,
            properties={
                "Bucket": self.bucket.bucket_name,
                "StateMachineArns": [
                    self.state_machine.state_machine_arn,
                    self.deployment_state_machine.state_machine_arn,
                ],
                "EndpointName": self.endpoint_name,
                "TagKey": RUN_TIME_TAG,
                "TagValue": name,
                "SecurityGroupIds": substitutions["SecurityGroupIds"],
            },
        )
        clean_up.node.add_dependency(self.bucket.policy, clean_up_policy)

    def state(self, name: str, machine: str = "pipeline") -> dict:
        """A state of a definition, to be changed in place: `pipeline.state("Train")["Arguments"]["Environment"] = {"LEVEL": "debug"}`.

        :param machine: "pipeline", or "deployment" for the state machine that deploys
        :raises KeyError: when the machine does not have the state, naming its states
        """
        states = self.definitions[machine]["States"]
        if name not in states:
            raise KeyError(f"The {machine} machine has no state {name}; it has {', '.join(states)}")
        return states[name]

    def _name(self, name: str, value: str) -> None:
        self._names[name] = value

    def _policy(self, name: str) -> iam.PolicyDocument:
        return iam.PolicyDocument.from_json(resolve(self._assets["policies"][name], self._names, self._conditions))

    def _own_name(self, start: str) -> str:
        # The first word of the stack's UUID: short, and different for each stack.
        return Fn.join("-", [start, Fn.select(0, Fn.split("-", Fn.select(2, Fn.split("/", Aws.STACK_ID))))])

    def _add_policy(self, construct_id: str, policy_name: str, document: str, roles: Sequence[str]) -> iam.Policy:
        return iam.Policy(
            self,
            construct_id,
            policy_name=policy_name,
            document=self._policy(document),
            roles=[self._roles[role] for role in roles],
        )

    def _make_bucket(
        self, bucket_name: Optional[str], data_retention: Duration, access_log_bucket: Optional[s3.IBucket]
    ) -> s3.Bucket:
        bucket = s3.Bucket(
            self,
            "Bucket",
            bucket_name=bucket_name,
            encryption=s3.BucketEncryption.KMS if self._encryption_key else s3.BucketEncryption.S3_MANAGED,
            encryption_key=self._encryption_key,
            server_access_logs_bucket=access_log_bucket,
            server_access_logs_prefix="access/" if access_log_bucket else None,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            versioned=True,
            # Emptied by the clean-up.
            removal_policy=RemovalPolicy.DESTROY,
            lifecycle_rules=[
                s3.LifecycleRule(prefix="processed-data/", expiration=data_retention),
                s3.LifecycleRule(prefix="checkpoints/", expiration=Duration.days(7)),
                s3.LifecycleRule(
                    abort_incomplete_multipart_upload_after=Duration.days(7),
                    expired_object_delete_marker=True,
                    noncurrent_version_expiration=data_retention,
                ),
                s3.LifecycleRule(
                    prefix="model-artifacts/",
                    transitions=[
                        s3.Transition(storage_class=s3.StorageClass.INTELLIGENT_TIERING, transition_after=Duration.days(30))
                    ],
                ),
            ],
        )
        resource = bucket.node.default_child
        resource.add_property_override("BucketEncryption.ServerSideEncryptionConfiguration.0.BucketKeyEnabled", True)
        # The CDK's own option would bring a function for it.
        resource.add_property_override("NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled", True)
        self._name("Bucket", bucket.bucket_name)
        self._name("Bucket.Arn", bucket.bucket_arn)
        for statement in resolve(self._assets["policies"]["bucket"], self._names)["Statement"]:
            bucket.add_to_resource_policy(iam.PolicyStatement.from_json(statement))
        return bucket

    def _make_role(self, construct_id: str, policy: str) -> iam.Role:
        trust = self._assets["policies"][f"{policy}_trust"]
        (service,) = {statement["Principal"]["Service"] for statement in trust["Statement"]}
        role = iam.Role(
            self,
            construct_id,
            assumed_by=iam.ServicePrincipal(service),
            inline_policies={"permissions": self._policy(policy)},
        )
        role.node.default_child.assume_role_policy_document = resolve(trust, self._names)
        self._roles[policy] = role
        return role

    def _make_log_group(self, construct_id: str, log_group_name: Optional[str] = None) -> logs.LogGroup:
        return logs.LogGroup(
            self,
            construct_id,
            log_group_name=log_group_name,
            retention=self._log_retention,
            removal_policy=RemovalPolicy.DESTROY,
        )

    def _make_function(self, construct_id: str, policy: str, **options: object) -> lambda_.Function:
        log_group = self._make_log_group(f"{construct_id}Logs")
        self._name(f"{construct_id}Logs.Arn", log_group.log_group_arn)
        role = self._make_role(f"{construct_id}Role", policy)
        function = lambda_.Function(
            self,
            f"{construct_id}Function",
            code=lambda_.Code.from_inline(self._assets[f"{policy}Code"]),
            handler="index.handler",
            runtime=lambda_.Runtime("nodejs24.x", lambda_.RuntimeFamily.NODEJS, supports_inline_code=True),
            # What it may do is in the role already, and no more.
            role=role.without_policy_updates(),
            log_group=log_group,
            **options,
        )
        self._name(f"{construct_id}Function.Arn", function.function_arn)
        return function

    def _make_state_machine(self, machine: str, role: iam.Role, files: CustomResource) -> sfn.StateMachine:
        state_machine = sfn.StateMachine(
            self,
            "StateMachine" if machine == "pipeline" else "DeploymentStateMachine",
            state_machine_name=self._own_name("ml-pipeline" if machine == "pipeline" else "ml-pipeline-deployment"),
            definition_body=sfn.DefinitionBody.from_string("{}"),
            role=role.without_policy_updates(),
            tracing_enabled=True,
            logs=sfn.LogOptions(destination=self.log_group, level=sfn.LogLevel.ALL, include_execution_data=True),
        )
        resource = state_machine.node.default_child
        resource.definition_string = None
        resource.definition_s3_location = sfn.CfnStateMachine.S3LocationProperty(
            bucket=self.bucket.bucket_name,
            key=Lazy.string(_Produced(lambda: definition_key(machine, self.definitions[machine]))),
        )
        resource.node.add_dependency(files)
        return state_machine


@jsii.implements(IStableStringProducer)
class _Produced:
    """A text that is made when the app is synthesised."""

    def __init__(self, produce) -> None:
        self._produce = produce

    @jsii.member(jsii_name="produce")
    def produce(self) -> str:
        return self._produce()
