"""Writes models/mock-results.json: the outputs of AWS operations against which TestState checks mocked results.

Usage: python libs/emulator/models/generate-mock-results.py   (needs the package `botocore`, and nothing else)

It holds the operations of the integrations that state machines use most and that are not served by the emulator itself: the outputs of
served operations are in models/<service>.json. Only what a check needs is kept: types, members, required, enums, ranges.
"""

import json

from generate import HERE, read_model, references, served_operations

WHOLE = {"dynamodb": "dynamodb", "kms": "kms", "sqs": "sqs", "secretsmanager": "secretsmanager"}
REST_OF = {"events": "eventbridge", "lambda": "lambda", "s3": "s3", "sns": "sns", "stepfunctions": "sfn"}
SOME = {
    "athena": ["GetQueryExecution", "GetQueryResults", "StartQueryExecution", "StopQueryExecution"],
    "batch": ["DescribeJobs", "SubmitJob"],
    "bedrock-runtime": ["InvokeModel"],
    "codebuild": ["BatchDeleteBuilds", "BatchGetBuilds", "BatchGetReports", "StartBuild", "StopBuild"],
    "databrew": ["StartJobRun"],
    "ecs": ["DescribeTasks", "RunTask"],
    "eks": ["CreateCluster", "DeleteCluster", "DescribeCluster"],
    "emr": ["AddJobFlowSteps", "CancelSteps", "RunJobFlow", "TerminateJobFlows"],
    "emr-containers": ["CreateVirtualCluster", "DeleteVirtualCluster", "StartJobRun"],
    "emr-serverless": ["CancelJobRun", "CreateApplication", "StartApplication", "StartJobRun", "StopApplication"],
    "glue": ["GetJobRun", "StartJobRun"],
    "mediaconvert": ["CreateJob"],
}
KEPT = ("type", "required", "enum", "min", "max")


def compact(shape):
    result = {name: shape[name] for name in KEPT if name in shape}
    for part in ("member", "value"):
        if part in shape:
            result[part] = {"shape": shape[part]["shape"]}
    if "members" in shape:
        result["members"] = {name: {"shape": member["shape"]} for name, member in shape["members"].items()}
    return result


def service_model(service, wanted, served):
    model = read_model(service)
    operations = {}
    for name, operation in model["operations"].items():
        if (wanted is None or name in wanted) and name not in served and "output" in operation:
            operations[name] = {"output": {"shape": operation["output"]["shape"]}}
    reached, waiting = set(), [operation["output"]["shape"] for operation in operations.values()]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += references(model["shapes"][name])
    return {"operations": operations, "shapes": {name: compact(model["shapes"][name]) for name in sorted(reached)}}


def main():
    served = served_operations()
    result = {sdk: service_model(service, None, served.get(service, [])) for service, sdk in {**WHOLE, **REST_OF}.items()}
    for service, wanted in SOME.items():
        result[service.replace("-", "")] = service_model(service, wanted, [])
    text = json.dumps(result, separators=(",", ":"), sort_keys=True)
    (HERE / "mock-results.json").write_text(text + "\n")
    print(f"mock-results.json: {len(text):,} bytes")


if __name__ == "__main__":
    main()
