import type { EndpointSummary, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { STACK_TAG_KEY } from '@stepmaker/asl/pipeline';
import type { CompleteOutput } from '../target/complete-output.ts';

/** An endpoint, with what its configuration says. `endpoints --json` prints it so. */
export interface ServedEndpoint {
  readonly endpointName: string;
  readonly endpointArn: string;
  readonly status: string;
  readonly creationDate: Date;
  readonly lastModifiedDate: Date;
  /** Model of the first variant. */
  readonly modelName: string | null;
  readonly instanceType: string | null;
  readonly instanceCount: number | null;
  readonly variantNames: readonly string[];
  /** The stack whose runs made it; null for another owner. */
  readonly stackName: string | null;
}

/** The endpoints of a stack's runs, newest first; with no stack, all. */
export async function findEndpoints(sagemaker: SageMakerClient, stackName: string | undefined): Promise<ServedEndpoint[]> {
  const { paginateListEndpoints } = await import('@aws-sdk/client-sagemaker');
  const summaries: CompleteOutput<EndpointSummary>[] = [];
  for await (const { Endpoints } of paginateListEndpoints({ client: sagemaker }, {}))
    summaries.push(...(Endpoints as CompleteOutput<EndpointSummary>[]));
  const endpoints: ServedEndpoint[] = [];
  for (let from = 0; from < summaries.length; from += AT_ONCE)
    endpoints.push(
      ...(await Promise.all(summaries.slice(from, from + AT_ONCE).map((one) => withConfig(sagemaker, one, stackName)))).flat(),
    );
  return endpoints;
}

const AT_ONCE = 4;

/** The endpoint with its configuration; nothing when it is another stack's. */
async function withConfig(
  sagemaker: SageMakerClient,
  { EndpointName, EndpointArn, EndpointStatus, CreationTime, LastModifiedTime }: CompleteOutput<EndpointSummary>,
  wanted: string | undefined,
): Promise<ServedEndpoint[]> {
  const { DescribeEndpointCommand, DescribeEndpointConfigCommand, ListTagsCommand } = await import('@aws-sdk/client-sagemaker');
  const { Tags = [] } = await sagemaker.send(new ListTagsCommand({ ResourceArn: EndpointArn }));
  const stackName = Tags.find(({ Key }) => Key === STACK_TAG_KEY)?.Value ?? null;
  if (wanted !== undefined && stackName !== wanted) return [];
  const { EndpointConfigName, ProductionVariants = [] } = await sagemaker.send(new DescribeEndpointCommand({ EndpointName }));
  const config = await sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName })).catch(() => undefined);
  const [variant] = config?.ProductionVariants ?? [];
  return [
    {
      endpointName: EndpointName,
      endpointArn: EndpointArn,
      status: EndpointStatus,
      creationDate: CreationTime,
      lastModifiedDate: LastModifiedTime,
      modelName: variant?.ModelName ?? null,
      instanceType: variant?.InstanceType ?? null,
      instanceCount: ProductionVariants[0]?.CurrentInstanceCount ?? variant?.InitialInstanceCount ?? null,
      variantNames: ProductionVariants.map(({ VariantName = '' }) => VariantName),
      stackName,
    },
  ];
}
