import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

/** Invokes a function without waiting for it. */
export async function invokeLater(FunctionName: string, payload: object): Promise<void> {
  await new LambdaClient({}).send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: JSON.stringify(payload) }));
}
