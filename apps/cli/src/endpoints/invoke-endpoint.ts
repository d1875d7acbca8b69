import type { EndpointClient } from '@stepmaker/pipeline-sdk';
import { didYouMean } from '../errors/did-you-mean.ts';
import { ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { LiveView } from '../output/live-view.ts';
import { type Session, withSession } from '../target/session.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { type RequestSource, readRequest } from './read-request.ts';

/** The options of `stepmaker invoke`. `json` is the request. */
export interface InvokeOptions extends TargetOptions, RequestSource {
  readonly variant?: string;
  readonly wait?: boolean;
}

/** Sends a request to an endpoint and prints what the container answers, as it is. */
export async function invokeEndpoint(given: string | undefined, options: InvokeOptions): Promise<void> {
  const { json, csv, file, variant, wait, ...target } = options;
  await withSession(target, async (session) => {
    const request = await readRequest({
      ...(json !== undefined && { json }),
      ...(csv !== undefined && { csv }),
      ...(file !== undefined && { file }),
    });
    const endpoint = session.pipeline.endpoint(given ?? (await session.pipeline.stackOutput('EndpointName')));
    if (wait) await waitFor(endpoint);
    try {
      const answer = await endpoint.invoke(request.body, {
        contentType: request.contentType,
        ...(variant !== undefined && { targetVariant: variant }),
      });
      session.out.write(`${answer.text().trimEnd()}\n`);
    } catch (error) {
      throw await explained(session, endpoint, variant, error);
    }
  });
}

async function waitFor(endpoint: EndpointClient): Promise<void> {
  const view = new LiveView(process.stderr);
  view.begin(`Waiting for ${endpoint.endpointName}`);
  try {
    await endpoint.waitUntilInService();
  } finally {
    view.stop();
  }
}

/** AWS says "not found" of an endpoint that is still being made, too: what it is, is looked up. */
async function explained(
  session: Session,
  { endpointName }: EndpointClient,
  variant: string | undefined,
  error: unknown,
): Promise<unknown> {
  const { name } = error as Error;
  if (name !== 'ValidationError' && name !== 'ValidationException') return error;
  const { DescribeEndpointCommand, ListEndpointsCommand, SageMakerClient } = await import('@aws-sdk/client-sagemaker');
  const sagemaker = new SageMakerClient(session.clientConfig);
  const { Endpoints = [] } = await sagemaker.send(new ListEndpointsCommand({ MaxResults: 100 }));
  const names = Endpoints.map(({ EndpointName = '' }) => EndpointName);
  if (!names.includes(endpointName))
    return new UserError(`unknown endpoint ${endpointName}`, {
      exitCode: ExitCode.NOT_FOUND,
      hint: didYouMean(endpointName, names, 'Endpoints') ?? 'stepmaker run makes one',
    });
  const described = await sagemaker.send(new DescribeEndpointCommand({ EndpointName: endpointName }));
  if (described.EndpointStatus !== 'InService')
    return new UserError(
      `the endpoint ${endpointName} is ${described.EndpointStatus}${described.FailureReason ? `: ${described.FailureReason}` : ''}`,
      {
        exitCode: ExitCode.WRONG_STATE,
        hint: /ing$/.test(described.EndpointStatus ?? '') ? '--wait waits for it' : 'stepmaker endpoints',
      },
    );
  const variants = (described.ProductionVariants ?? []).map(({ VariantName = '' }) => VariantName);
  if (variant !== undefined && !variants.includes(variant))
    return new UserError(`the endpoint ${endpointName} has no variant ${variant}`, {
      exitCode: ExitCode.NOT_FOUND,
      hint: didYouMean(variant, variants, 'Variants'),
    });
  return error;
}
