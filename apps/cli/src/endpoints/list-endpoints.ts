import type { OutputOptions } from '../output/output.ts';
import { table } from '../output/table.ts';
import { ago } from '../output/text.ts';
import { paintStatus } from '../runs/paint-status.ts';
import { withSession } from '../target/session.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { findEndpoints } from './find-endpoints.ts';

/** The options of `stepmaker endpoints`. */
export interface EndpointsOptions extends TargetOptions, OutputOptions {
  readonly all?: boolean;
}

/** Prints the endpoints of the stack's runs. */
export async function showEndpoints(options: EndpointsOptions): Promise<void> {
  await withSession(options, async ({ target, clientConfig, out }) => {
    const { SageMakerClient } = await import('@aws-sdk/client-sagemaker');
    const endpoints = await findEndpoints(new SageMakerClient(clientConfig), options.all ? undefined : target.stackName);
    const { paint } = out;
    const now = new Date();
    if (out.isJson) out.json(endpoints);
    else if (out.isQuiet) for (const { endpointName } of endpoints) out.write(`${endpointName}\n`);
    else if (endpoints.length === 0)
      out.note(`No endpoints on stack ${target.stackName}. stepmaker run creates one; --all lists those of other stacks.`);
    else
      out.write(
        table([
          ['STATUS', 'NAME', 'INSTANCES', 'MODEL', 'UPDATED'].map(paint.dim),
          ...endpoints.map((endpoint) => [
            paintStatus(paint, endpoint.status),
            endpoint.endpointName,
            endpoint.instanceType === null ? '-' : `${endpoint.instanceCount} × ${endpoint.instanceType}`,
            endpoint.modelName ?? '-',
            ago(endpoint.lastModifiedDate, now),
          ]),
        ]),
      );
  });
}
