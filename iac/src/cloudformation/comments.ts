/** What a reader of the published template is told above a resource; `Files` and the like are named as in the template. */
export const RESOURCE_COMMENTS: Readonly<Record<string, string>> = {
  Bucket: 'raw-data/, processed-data/, model-artifacts/, evaluation/, code/ and state-machine/',
  NotificationsTopic: 'Hears how every run ended',
  ExecutionRole: 'Role of the SageMaker jobs and models',
  EvaluatorFunction: 'Quality gate: compares the metrics on unseen data with the threshold',
  LifecycleFunction: 'Publishes the files below; on delete it takes away what runs have made',
  Files: 'The Python scripts and the definition of the state machine: { key: text } as JSON, Brotli, base 85',
  PipelineRole: 'Role of the state machine: what its tasks call, and no more',
  PipelineStateMachine: 'Process, train, evaluate, judge, deploy, check',
  CleanUp: 'Deleted first of all: stops runs, deletes endpoints, configurations and models, empties the bucket',
};

/** The first lines of the published template. */
export const HEADER = ` Made from the CDK app (npx nx run iac:generate); changes belong there.

   aws cloudformation create-stack --stack-name ml-pipeline-stack --capabilities CAPABILITY_IAM \\
     --template-body file://ml-pipeline.yaml --parameters ParameterKey=S3BucketName,ParameterValue=my-bucket`;
