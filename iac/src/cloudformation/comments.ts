/** Comments of the published template above a resource; `Files` and the like are named as in the template. */
export const RESOURCE_COMMENTS: Readonly<Record<string, string>> = {
  Bucket: 'raw-data/, processed-data/, model-artifacts/, evaluation/, code/ and state-machine/',
  NotificationsTopic: 'Gets a message when a run ends',
  ExecutionRole: 'Role of the SageMaker jobs and models',
  EvaluatorFunction: 'Quality gate: compares the metrics on unseen data with the threshold',
  LifecycleFunction: 'Publishes the files below; on delete it removes what runs created',
  Files: 'Python scripts and definitions of the state machines: Brotli, base 92',
  PipelineRole: 'Allows what the tasks call, and no more',
  PipelineStateMachine: 'Process, train, evaluate, judge, deploy',
  DeploymentStateMachine: 'Serve a model, check it, roll back if it fails',
  CleanUp: 'Deleted first: stops runs, deletes endpoints and models, empties the bucket',
};

/** The first lines of the published template. */
export const HEADER = ` Generated from the CDK app (npx nx run iac:generate).

   aws cloudformation create-stack --stack-name ml-pipeline-stack --capabilities CAPABILITY_IAM \\
     --template-body file://ml-pipeline.yaml`;
