/** A task's resource, as its ARN names it. */
export interface TaskResource {
  readonly kind: 'integration' | 'aws-sdk' | 'lambda' | 'activity';
  /** `lambda:invoke`, without its pattern; empty for functions and activities by their own ARN. */
  readonly action: string;
  /** What comes behind the action: `''`, `.sync`, `.sync:2` or `.waitForTaskToken`. */
  readonly pattern: string;
}

const SYNC = ['', '.sync'];
const TOKEN = ['', '.waitForTaskToken'];
const CALL = [''];

/**
 * The optimised integrations and the patterns that each has.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
const INTEGRATIONS: Readonly<Record<string, readonly string[]>> = {
  'apigateway:invoke': TOKEN,
  'athena:getQueryExecution': CALL,
  'athena:getQueryResults': CALL,
  'athena:startQueryExecution': SYNC,
  'athena:stopQueryExecution': CALL,
  'batch:submitJob': SYNC,
  'bedrock:createModelCustomizationJob': SYNC,
  'bedrock:invokeModel': CALL,
  'codebuild:batchDeleteBuilds': CALL,
  'codebuild:batchGetReports': CALL,
  'codebuild:deleteBuildBatch': CALL,
  'codebuild:retryBuildBatch': SYNC,
  'codebuild:startBuild': SYNC,
  'codebuild:startBuildBatch': SYNC,
  'codebuild:stopBuild': CALL,
  'codebuild:stopBuildBatch': CALL,
  'databrew:startJobRun': SYNC,
  'dynamodb:deleteItem': CALL,
  'dynamodb:getItem': CALL,
  'dynamodb:putItem': CALL,
  'dynamodb:updateItem': CALL,
  'ecs:runTask': ['', '.sync', '.waitForTaskToken'],
  'eks:call': CALL,
  'eks:createCluster': SYNC,
  'eks:createFargateProfile': SYNC,
  'eks:createNodegroup': SYNC,
  'eks:deleteCluster': SYNC,
  'eks:deleteFargateProfile': SYNC,
  'eks:deleteNodegroup': SYNC,
  'eks:runJob': SYNC,
  'elasticmapreduce:addStep': SYNC,
  'elasticmapreduce:cancelStep': CALL,
  'elasticmapreduce:createCluster': SYNC,
  'elasticmapreduce:modifyInstanceFleetByName': CALL,
  'elasticmapreduce:modifyInstanceGroupByName': CALL,
  'elasticmapreduce:setClusterTerminationProtection': CALL,
  'elasticmapreduce:terminateCluster': SYNC,
  'emr-containers:createVirtualCluster': CALL,
  'emr-containers:deleteVirtualCluster': SYNC,
  'emr-containers:startJobRun': SYNC,
  'emr-serverless:cancelJobRun': SYNC,
  'emr-serverless:createApplication': SYNC,
  'emr-serverless:deleteApplication': SYNC,
  'emr-serverless:startApplication': SYNC,
  'emr-serverless:startJobRun': SYNC,
  'emr-serverless:stopApplication': SYNC,
  'events:putEvents': TOKEN,
  'glue:startJobRun': SYNC,
  'http:invoke': CALL,
  'lambda:invoke': TOKEN,
  'mediaconvert:createJob': SYNC,
  'sagemaker:createEndpoint': CALL,
  'sagemaker:createEndpointConfig': CALL,
  'sagemaker:createHyperParameterTuningJob': SYNC,
  'sagemaker:createLabelingJob': SYNC,
  'sagemaker:createModel': CALL,
  'sagemaker:createProcessingJob': SYNC,
  'sagemaker:createTrainingJob': SYNC,
  'sagemaker:createTransformJob': SYNC,
  'sagemaker:updateEndpoint': CALL,
  'sns:publish': TOKEN,
  'sqs:sendMessage': TOKEN,
  'states:startExecution': ['', '.sync', '.sync:2', '.waitForTaskToken'],
};

const INTEGRATION = /^arn:aws[\w-]*:states:[\w-]*:\d*:([\w-]+:\w+)((?:\.sync(?::2)?|\.waitForTaskToken)?)$/;
const AWS_SDK = /^arn:aws[\w-]*:states:[\w-]*:\d*:(aws-sdk:[\w-]+:\w+)((?:\.waitForTaskToken)?)$/;
const LAMBDA = /^arn:aws[\w-]*:lambda:[\w-]+:[\w-]+:function:[\w-]+(?::[\w$-]+)?$/;
const ACTIVITY = /^arn:aws[\w-]*:states:[\w-]+:\d{12}:activity:.{1,80}$/;

/** Reads a task's resource ARN; undefined when Step Functions has no such resource. */
export function parseTaskResource(arn: string): TaskResource | undefined {
  if (ACTIVITY.test(arn)) return { kind: 'activity', action: '', pattern: '' };
  if (LAMBDA.test(arn)) return { kind: 'lambda', action: '', pattern: '' };
  const sdk = AWS_SDK.exec(arn) as [string, string, string] | null;
  if (sdk !== null) return { kind: 'aws-sdk', action: sdk[1], pattern: sdk[2] };
  const integration = INTEGRATION.exec(arn) as [string, string, string] | null;
  if (integration === null) return undefined;
  const [, action, pattern] = integration;
  return INTEGRATIONS[action]?.includes(pattern) ? { kind: 'integration', action, pattern } : undefined;
}
