import json
import re

import brotli
import pytest
from aws_cdk import App, Duration, LegacyStackSynthesizer, Stack, aws_ec2 as ec2, aws_kms as kms, aws_logs as logs, aws_s3 as s3
from aws_cdk.assertions import Match, Template
from stepmaker_ml_pipeline import MlPipeline


def template(change=lambda pipeline: None, **options):
    return template_with(lambda stack: options, change)


def template_with(options, change=lambda pipeline: None):
    stack = Stack(App(analytics_reporting=False), "churn", synthesizer=LegacyStackSynthesizer())
    change(MlPipeline(stack, "Pipeline", **options(stack)))
    return Template.from_stack(stack)


def published(given):
    ((_, files),) = given.find_resources("Custom::PipelineFiles").items()
    number = 0
    for digit in files["Properties"]["Files"].replace("!", "\\"):
        number = number * 92 + ord(digit) - 35
    packed = bytes.fromhex(f"{number:x}"[1:])
    parts = brotli.decompress(packed).decode().split("\0")
    return dict(zip(parts[::2], parts[1::2]))


def machine_of(given, machine="pipeline"):
    found = [
        resource["Properties"]
        for resource in given.find_resources("AWS::StepFunctions::StateMachine").values()
        if resource["Properties"]["DefinitionS3Location"]["Key"].endswith(f"/{machine}.asl.json")
    ]
    (properties,) = found
    return properties


@pytest.fixture(scope="module")
def defaults():
    return template()


def test_bucket_is_private_encrypted_versioned_and_reached_by_tls_alone(defaults):
    defaults.has_resource_properties(
        "AWS::S3::Bucket",
        {
            "BucketEncryption": Match.object_like(
                {"ServerSideEncryptionConfiguration": [{"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}
            ),
            "PublicAccessBlockConfiguration": {
                "BlockPublicAcls": True,
                "BlockPublicPolicy": True,
                "IgnorePublicAcls": True,
                "RestrictPublicBuckets": True,
            },
            "VersioningConfiguration": {"Status": "Enabled"},
        },
    )
    defaults.has_resource_properties(
        "AWS::S3::BucketPolicy",
        {
            "PolicyDocument": Match.object_like(
                {
                    "Statement": [
                        Match.object_like({"Effect": "Deny", "Condition": {"Bool": {"aws:SecureTransport": "false"}}})
                    ]
                }
            )
        },
    )


def test_machine_is_made_from_the_published_definition(defaults):
    files = published(defaults)
    key = machine_of(defaults)["DefinitionS3Location"]["Key"]

    assert json.loads(files[key])["StartAt"] == "ValidateInput"
    assert "DefinitionString" not in machine_of(defaults)


def test_scripts_lie_where_the_definition_looks_for_them(defaults):
    prefix = machine_of(defaults)["DefinitionSubstitutions"]["CodePrefix"]

    assert {key for key in published(defaults) if key.startswith("code/")} == {
        f"{prefix}/{name}.py" for name in ("evaluate", "inference", "preprocess", "train")
    }


def test_machine_is_logged_and_traced(defaults):
    machine = machine_of(defaults)

    assert machine["LoggingConfiguration"]["Level"] == "ALL"
    assert machine["TracingConfiguration"] == {"Enabled": True}


def test_nothing_waits_for_a_bootstrapped_account(defaults):
    assert "BootstrapVersion" not in defaults.to_json().get("Parameters", {})
    assert "Rules" not in defaults.to_json()


def test_roles_take_no_managed_policy(defaults):
    for role in defaults.find_resources("AWS::IAM::Role").values():
        assert "ManagedPolicyArns" not in role["Properties"]


def test_everything_made_at_run_time_is_tagged_with_the_name():
    given = template(pipeline_name="churn-live")

    given.has_resource_properties(
        "AWS::S3::Bucket", {"Tags": Match.array_with([{"Key": "stepmaker:stack", "Value": "churn-live"}])}
    )
    assert machine_of(given)["DefinitionSubstitutions"]["StackName"] == "churn-live"


def test_options_reach_the_machine():
    given = template(
        bucket_name="acme-churn",
        model_performance_threshold=0.85,
        training_instance_type="ml.m5.xlarge",
        endpoint_name="churn-live",
        log_retention=logs.RetentionDays.THREE_MONTHS,
        data_retention=Duration.days(7),
    )
    substitutions = machine_of(given)["DefinitionSubstitutions"]

    assert substitutions["ModelPerformanceThreshold"] == "0.85"
    assert substitutions["TrainingInstanceType"] == "ml.m5.xlarge"
    assert substitutions["EndpointName"] == "churn-live"
    given.has_resource_properties("AWS::S3::Bucket", {"BucketName": "acme-churn"})
    given.all_resources_properties("AWS::Logs::LogGroup", {"RetentionInDays": 90})


def test_a_changed_state_is_published_under_another_key(defaults):
    given = template(lambda pipeline: pipeline.state("Train")["Arguments"].update(Environment={"LEVEL": "debug"}))
    key = machine_of(given)["DefinitionS3Location"]["Key"]

    assert key != machine_of(defaults)["DefinitionS3Location"]["Key"]
    assert json.loads(published(given)[key])["States"]["Train"]["Arguments"]["Environment"] == {"LEVEL": "debug"}


def test_attributes_are_constructs_to_extend():
    given = template(
        lambda pipeline: pipeline.state_machine.metric_failed().create_alarm(
            pipeline, "Failed", threshold=1, evaluation_periods=1
        )
    )

    given.has_resource_properties("AWS::CloudWatch::Alarm", {"MetricName": "ExecutionsFailed"})


def test_an_address_is_subscribed():
    template(notification_email="ml@example.com").has_resource_properties(
        "AWS::SNS::Subscription", {"Protocol": "email", "Endpoint": "ml@example.com"}
    )


def test_a_threshold_out_of_range_is_refused():
    with pytest.raises(ValueError, match=r"must be from -1 to 1, was 1\.5"):
        template(model_performance_threshold=1.5)


def test_an_unknown_state_is_named_beside_those_that_there_are():
    with pytest.raises(KeyError, match="no state Trian; it has ValidateInput"):
        template(lambda pipeline: pipeline.state("Trian"))


def test_a_vpc_reaches_the_jobs():
    def with_vpc(stack):
        jobs = ec2.SubnetConfiguration(name="jobs", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)
        vpc = ec2.Vpc(stack, "Vpc", nat_gateways=0, subnet_configuration=[jobs])
        return {
            "subnets": vpc.isolated_subnets,
            "security_groups": [ec2.SecurityGroup(stack, "Jobs", vpc=vpc)],
            "network_isolation": True,
        }

    given = template_with(with_vpc)
    machine = machine_of(given)

    assert machine["DefinitionSubstitutions"]["EnableNetworkIsolation"] == "true"
    assert "VpcjobsSubnet1" in json.dumps(machine["DefinitionSubstitutions"]["SubnetIds"])
    assert "VpcConfig" in published(given)[machine["DefinitionS3Location"]["Key"]]
    given.has_resource_properties("AWS::IAM::Policy", {"PolicyName": "network"})
    given.has_resource_properties(
        "AWS::IAM::Policy",
        {
            "PolicyName": "clean-up",
            "PolicyDocument": Match.object_like(
                {"Statement": Match.array_with([{"Effect": "Allow", "Action": "ec2:DescribeNetworkInterfaces", "Resource": "*"}])}
            ),
        },
    )


def test_subnets_without_security_groups_are_refused():
    with pytest.raises(ValueError, match="security_groups must name at least one group"):
        template_with(lambda stack: {"subnets": [ec2.Subnet.from_subnet_id(stack, "Subnet", "subnet-1")]})


def test_a_customers_key_encrypts_bucket_topic_and_jobs():
    given = template_with(lambda stack: {"encryption_key": kms.Key(stack, "Key")})

    given.has_resource_properties("AWS::SNS::Topic", {"KmsMasterKeyId": Match.any_value()})
    given.has_resource_properties(
        "AWS::S3::Bucket",
        {
            "BucketEncryption": {
                "ServerSideEncryptionConfiguration": [
                    Match.object_like({"ServerSideEncryptionByDefault": Match.object_like({"SSEAlgorithm": "aws:kms"})})
                ]
            }
        },
    )
    given.has_resource_properties("AWS::IAM::Policy", {"PolicyName": "use-key"})
    assert "${KmsKeyArn}" in published(given)[machine_of(given)["DefinitionS3Location"]["Key"]]


def deleted_after(resources, start):
    """Everything that a resource refers to or depends on, directly or not: CloudFormation deletes it afterwards."""
    known, todo = set(), [start]
    while todo:
        text = json.dumps(resources[todo.pop()])
        for name in resources.keys() - known:
            if re.search(rf'"{name}"|\\$\\{{{name}[.}}]', text):
                known.add(name)
                todo.append(name)
    return known


def test_clean_up_goes_before_what_sagemaker_needs_to_delete_its_endpoints():
    def with_vpc_and_key(stack):
        vpc = ec2.Vpc(stack, "Vpc", nat_gateways=0)
        return {
            "subnets": vpc.isolated_subnets,
            "security_groups": [ec2.SecurityGroup(stack, "Jobs", vpc=vpc)],
            "encryption_key": kms.Key(stack, "Key"),
        }

    given = template_with(with_vpc_and_key)
    ((clean_up, properties),) = given.find_resources("Custom::PipelineCleanUp").items()
    resources = given.to_json()["Resources"]
    after = {resources[name].get("Properties", {}).get("PolicyName") for name in deleted_after(resources, clean_up)}

    assert {"network", "use-key", "grant-key", "clean-up"} <= after
    assert "Jobs" in json.dumps(properties["Properties"]["SecurityGroupIds"])


def test_clean_up_sees_network_interfaces_only_in_a_vpc(defaults):
    (policy,) = defaults.find_resources("AWS::IAM::Policy", {"Properties": {"PolicyName": "clean-up"}}).values()

    assert "ec2:DescribeNetworkInterfaces" not in json.dumps(policy)


def test_data_elsewhere_may_be_read_where_asked(defaults):
    arns = ["arn:aws:s3:::acme-data", "arn:aws:s3:::acme-data/houses/*"]
    given = template(data_arns=arns)
    readers = [
        statement
        for role in given.find_resources("AWS::IAM::Role").values()
        for inline in role["Properties"].get("Policies", [])
        for statement in inline["PolicyDocument"]["Statement"]
        if statement["Resource"] == arns
    ]

    assert readers == [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": arns}]
    assert machine_of(given)["DefinitionSubstitutions"]["DataArns"]["Fn::Join"][1][1] == ",".join(arns)
    assert "acme-data" not in json.dumps(defaults.to_json())


def test_data_elsewhere_is_named_by_arns():
    with pytest.raises(ValueError, match="data_arns must be ARNs of S3 without commas and quotes, was acme-data"):
        template(data_arns=["acme-data"])


def test_access_is_logged_where_asked():
    given = template_with(lambda stack: {"access_log_bucket": s3.Bucket.from_bucket_name(stack, "Logs", "acme-logs")})

    given.has_resource_properties(
        "AWS::S3::Bucket", {"LoggingConfiguration": {"DestinationBucketName": "acme-logs", "LogFilePrefix": "access/"}}
    )
