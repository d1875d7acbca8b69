const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'dynamodb:getItem': ['TableName', 'Key'],
  'dynamodb:putItem': ['TableName', 'Item'],
  'ecs:runTask': ['TaskDefinition'],
  'events:putEvents': ['Entries'],
  'glue:startJobRun': ['JobName'],
  'lambda:invoke': ['FunctionName'],
  'sns:publish': ['Message'],
  'sqs:sendMessage': ['QueueUrl', 'MessageBody'],
  'states:startExecution': ['StateMachineArn'],
};

/**
 * The parameters without which an optimised integration is refused when the machine is created, as far as that is known.
 *
 * @param action `lambda:invoke`, without its pattern
 */
export function requiredParameters(action: string): readonly string[] {
  return REQUIRED[action] ?? [];
}
