import type { Json } from '@stepmaker/asl-interpreter';
import { callOptimized, optimizedInput } from './optimized-call.ts';
import { textOfBlob } from './response-shape.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import { OPTIMIZED_SERVICES, type OptimizedService } from './sdk-service.ts';
import { TaskFailure, type TaskRun } from './task-run.ts';

const LAMBDA = OPTIMIZED_SERVICES['lambda'] as OptimizedService;

/** A Task state whose Resource is a function's ARN: the state's input is the event, the function's answer the result. */
export async function invokeFunction(run: TaskRun): Promise<Json> {
  const output = await callOptimized(
    run,
    'Invoke',
    { ...functionOf(run.task.resource), Payload: Buffer.from(run.task.parametersText) },
    LAMBDA,
  );
  return jsonOf(await answerOf(output));
}

/**
 * `arn:aws:states:::lambda:invoke`, also with `.waitForTaskToken`.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
 */
export async function invokeLambda(run: TaskRun): Promise<Json> {
  const given = run.task.parameters;
  const payload = (given as { readonly Payload?: Json } | null)?.Payload ?? {};
  const { FunctionName, Qualifier, ...input } = optimizedInput(run, 'Invoke', withoutPayload(given));
  const output = await callOptimized(run, 'Invoke', {
    ...input,
    ...functionOf(String(FunctionName), Qualifier as string | undefined),
    Payload: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)),
  });
  const answer = await answerOf(output);
  const executedVersion = (output['ExecutedVersion'] as string | undefined) ?? '$LATEST';
  return {
    ExecutedVersion: executedVersion,
    Payload: jsonOf(answer),
    ...sdkMetadata(run.runtime.clock.now(), Buffer.byteLength(answer), {
      'X-Amz-Executed-Version': executedVersion,
      'x-amzn-Remapped-Content-Length': '0',
      'Content-Type': 'application/json',
    }),
    StatusCode: output['StatusCode'] as number,
    ...(output['LogResult'] === undefined ? {} : { LogResult: output['LogResult'] as string }),
  };
}

function withoutPayload(parameters: Json): Json {
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) return parameters;
  const { Payload: _, ...rest } = parameters as Readonly<Record<string, Json>>;
  return rest;
}

/** Step Functions always names a version: `$LATEST` where the state names none. */
function functionOf(name: string, qualifier?: string): { readonly FunctionName: string; readonly Qualifier?: string } {
  if (qualifier !== undefined) return { FunctionName: name, Qualifier: qualifier };
  const parts = name.split(':');
  const qualified = parts.length === 2 || parts.length === 4 || parts.length === 8;
  return qualified ? { FunctionName: name } : { FunctionName: name, Qualifier: '$LATEST' };
}

/** The text that the function answered. @throws TaskFailure with the error's type as its name where the function failed */
async function answerOf(output: Record<string, unknown>): Promise<string> {
  const text = output['Payload'] === undefined ? '' : await textOfBlob(output['Payload']);
  if (output['FunctionError'] === undefined) return text;
  const { errorType } = (jsonOf(text) ?? {}) as { readonly errorType?: unknown };
  if (typeof errorType === 'string') throw new TaskFailure(errorType, text);
  throw new TaskFailure(
    'Lambda.Unknown',
    `The cause could not be determined because Lambda did not return an error type. Returned payload: ${text}`,
  );
}

/** A payload as a JSON value; as a text where it is not JSON. */
function jsonOf(text: string): Json {
  if (text === '') return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
