/** A finding that is known and stays, and why. This file is the only place where a judge is overruled. */
export interface Suppression {
  readonly judge: 'asl-validator' | 'cdk-nag' | 'checkov';
  /** The judge's name for the rule; of cdk-nag's IAM5 the finding in brackets, too. */
  readonly rule: string;
  /** `<stack>/<logical id>`, in a definition the path; or all that match. */
  readonly where: RegExp;
  readonly reason: string;
}

/** Findings that are known and stay. One that no judge makes any more fails the tests, and must go. */
export const suppressions: readonly Suppression[] = [
  {
    judge: 'asl-validator',
    rule: 'SCHEMA_VALIDATION_FAILED',
    where: /^deployment\/States\/Prepare\/Assign\/Model$/,
    reason: "It is the empty text, which a variable may be. The judge's schema takes it for two things at once.",
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_158',
    where: /Logs$/,
    reason:
      'CloudWatch Logs encrypts with a separate key. A customer key for log groups would need a key policy that names the service.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_116',
    where: /Function$/,
    reason:
      'The evaluator is called by the machine, which sees its failures and retries. The lifecycle function answers CloudFormation, which does.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_117',
    where: /Function$/,
    reason: 'The functions talk to AWS only, over TLS. In a VPC they would need endpoints for five services, billed by the hour.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_115',
    where: /Function$/,
    reason: "Reserved concurrency takes from an account's quota, which for a new account is ten. One run calls a function once.",
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_19',
    where: /^ml-pipeline\/Bucket$/,
    reason: "It is encrypted: with a customer's key where one is given, with S3's own otherwise. The judge does not read Fn::If.",
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_18',
    where: /^governance\/LogBucket$/,
    reason: 'It is the bucket of access logs. Its own logs would be logged again, without end.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_27',
    where: /^triggers\/DeadLetters$/,
    reason: "It is encrypted, with SQS's own key, which EventBridge and the scheduler can use; the judge asks for KMS.",
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_35',
    where: /^governance\/Trail$/,
    reason: "S3 encrypts the trail's files. S3's access logs share the bucket and are not written where KMS encrypts.",
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_67',
    where: /^governance\/Trail$/,
    reason: 'It records the objects of one bucket, which is in one region. The account has its own trail for the rest.',
  },
  {
    judge: 'cdk-nag',
    rule: 'AwsSolutions-S1',
    where: /^governance\/LogBucket$/,
    reason: 'It is the bucket of access logs. Its own logs would be logged again, without end.',
  },
  {
    judge: 'cdk-nag',
    rule: 'AwsSolutions-S1',
    where: /^ml-pipeline\/Bucket$/,
    reason:
      'Its accesses are logged where AccessLogBucketName is given, which the governance stack does. The judge does not read Fn::If.',
  },
  {
    judge: 'cdk-nag',
    rule: 'AwsSolutions-EC23',
    where: /^network\/SecurityGroup$/,
    reason: "It lets in the network's own addresses, a parameter, which the judge cannot read.",
  },
  {
    judge: 'cdk-nag',
    rule: 'AwsSolutions-SQS3',
    where: /^triggers\/DeadLetters$/,
    reason: 'It is the dead-letter queue. EventBridge and the scheduler name it as theirs, which the judge does not look at.',
  },
  {
    judge: 'cdk-nag',
    rule: 'AwsSolutions-IAM5[Resource::*]',
    where: /^(network\/NetworkFlowLogRole|ml-pipeline\/(DeploymentRole|ExecutionRole|LifecycleRole|PipelineRole|NetworkAccess))$/,
    reason:
      'Log delivery, X-Ray, DescribeLogGroups, GetAuthorizationToken, PutMetricData (its namespace is narrowed), List and EC2 Describe operations: IAM knows no narrower resource.',
  },
  {
    judge: 'cdk-nag',
    rule: 'AwsSolutions-IAM5[Resource::<Bucket.Arn>',
    where: /^ml-pipeline\/(ExecutionRole|EvaluatorRole|LifecycleRole|PipelineRole)$/,
    reason:
      "Objects have names that are known at run time only. They are narrowed to the stack's own bucket, and to prefixes where it writes.",
  },
  {
    judge: 'cdk-nag',
    rule: 'AwsSolutions-IAM5[Resource::<LogBucket.Arn>/*]',
    where: /^governance\/EmptierRole$/,
    reason: 'It empties that bucket, and no other.',
  },
  {
    judge: 'cdk-nag',
    rule: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:sagemaker:<AWS::Region>:<AWS::AccountId>:*]',
    where: /^ml-pipeline\/(DeploymentRole|LifecycleRole|PipelineRole)$/,
    reason: "Names are the user's. What is made must get the stack's tag, and what is changed, stopped or deleted must have it.",
  },
  {
    judge: 'cdk-nag',
    rule: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/sagemaker/',
    where: /^ml-pipeline\/(ExecutionRole|LifecycleRole)$/,
    reason: 'SageMaker names its log groups and streams by endpoints and jobs, whose names are known at run time only.',
  },
  {
    judge: 'cdk-nag',
    rule: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:events:<AWS::Region>:<AWS::AccountId>:rule/StepFunctionsGetEventsForSageMaker*JobsRule]',
    where: /^ml-pipeline\/PipelineRole$/,
    reason: 'The two rules that Step Functions keeps for processing and training jobs, alike but for the kind of job.',
  },
  {
    judge: 'cdk-nag',
    rule: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<PipelineStateMachine.Name>:*]',
    where: /^ml-pipeline\/CleanUpPolicy$/,
    reason: "The executions of the stack's own machine: each run makes one.",
  },
  {
    judge: 'cdk-nag',
    rule: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<DeploymentStateMachine.Name>:*]',
    where: /^ml-pipeline\/(CleanUpPolicy|PipelineRole)$/,
    reason: "The executions of the stack's own deployment machine: each run starts one.",
  },
  {
    judge: 'cdk-nag',
    rule: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:*]',
    where: /^ml-pipeline\/NetworkAccess$/,
    reason: 'Network interfaces are made by SageMaker, and have no names before that.',
  },
];
