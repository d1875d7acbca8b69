import { sagemaker } from '../core/aws-packages.ts';
import type { LazyClients } from '../core/lazy-clients.ts';
import { hint, nearest } from '../core/nearest.ts';

/**
 * Adds to AWS's error, where the endpoint or variant does not exist, those that exist: an endpoint that is still being created is
 * "not found" too. The error itself stays AWS's. Where SageMaker cannot be asked, nothing is added.
 */
export async function explainNotFound(
  error: unknown,
  clients: LazyClients,
  endpointName: string,
  targetVariant: string | undefined,
): Promise<void> {
  if (!(error instanceof Error) || !/^Validation(Error|Exception)$/.test(error.name)) return;
  if (!/not found|could not find/i.test(error.message)) return;
  try {
    error.message = sentence(error.message, await explanation(clients, endpointName, targetVariant));
  } catch {
    // The message stays as AWS wrote it.
  }
}

async function explanation(clients: LazyClients, endpointName: string, targetVariant: string | undefined): Promise<string> {
  const { client, module } = await clients.get(sagemaker);
  const described = await client
    .send(new module.DescribeEndpointCommand({ EndpointName: endpointName }))
    .catch((error: Error) => (error.name === 'ValidationException' ? undefined : Promise.reject(error)));
  if (described === undefined) {
    const { Endpoints = [] } = await client.send(new module.ListEndpointsCommand({ MaxResults: 100 }));
    const names = Endpoints.map(({ EndpointName = '' }) => EndpointName);
    return names.length === 0 ? 'This region has no endpoints.' : hint(endpointName, names);
  }
  if (described.EndpointStatus !== 'InService') {
    const waiting = /^(Creating|Updating)$/.test(described.EndpointStatus ?? '') ? '; waitUntilInService() waits for it' : '';
    return `It is ${described.EndpointStatus}${waiting}.`;
  }
  const variants = (described.ProductionVariants ?? []).map(({ VariantName = '' }) => VariantName);
  if (targetVariant === undefined || variants.includes(targetVariant)) return '';
  return nearest(targetVariant, variants) === undefined
    ? ` Its variants: ${variants.join(', ')}.`
    : hint(targetVariant, variants);
}

/** Two sentences, or one where `more` continues the first. */
function sentence(first: string, more: string): string {
  if (more === '') return first;
  return more.startsWith(';') ? `${first.replace(/\.$/, '')}${more}` : `${first} ${more}`;
}
