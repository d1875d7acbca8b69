import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { EndpointClient } from '@stepmaker/pipeline-sdk';
import { median } from './figures.ts';
import type { ServedModel } from './served-model.ts';

const HOUSE = [0.02729, 0.0, 7.07, 0, 0.469, 7.185, 61.1, 4.9671, 2, 242, 17.8, 392.83, 4.03];
const BATCH = 100;
const CONCURRENCY = 8;

type Predict = (instances: readonly (readonly number[])[]) => Promise<unknown>;

/** Code with the AWS client alone. */
function bare({ config, endpointName }: ServedModel): Predict {
  const client = new SageMakerRuntimeClient({ ...config, maxAttempts: 1 });
  return async (instances) => {
    const { Body } = await client.send(
      new InvokeEndpointCommand({
        EndpointName: endpointName,
        ContentType: 'application/json',
        Body: JSON.stringify({ instances }),
      }),
    );
    return (JSON.parse(new TextDecoder().decode(Body)) as { predictions: number[] }).predictions;
  };
}

/** Milliseconds of one prediction, one after another: the AWS client alone, the SDK; the two taken in turns. */
export async function latency(served: ServedModel, rounds: number): Promise<{ readonly bare: number; readonly sdk: number }> {
  const raw = bare(served);
  const endpoint = new EndpointClient({ ...served.config, endpointName: served.endpointName });
  const times = { bare: [] as number[], sdk: [] as number[] };
  const time = async (into: number[], predict: Predict): Promise<void> => {
    const began = performance.now();
    await predict([HOUSE]);
    into.push(performance.now() - began);
  };
  for (let round = 0; round < rounds; round++) {
    // Who goes first changes, so that neither has the warmer connection.
    if (round % 2 === 0) await time(times.bare, raw);
    await time(times.sdk, (instances) => endpoint.predict(instances));
    if (round % 2 === 1) await time(times.bare, raw);
  }
  const warm = (values: readonly number[]): number => median(values.slice(Math.floor(rounds / 5)));
  return { bare: warm(times.bare), sdk: warm(times.sdk) };
}

/**
 * Instances a second: as many loops over the AWS client alone as requests may be under way, and `predictMany`.
 *
 * @param count how many instances a round predicts, a multiple of 100
 */
export async function throughput(
  served: ServedModel,
  rounds: number,
  count: number,
): Promise<{ readonly bare: number; readonly sdk: number }> {
  const raw = bare(served);
  const endpoint = new EndpointClient({ ...served.config, endpointName: served.endpointName });
  const instances = Array.from({ length: count }, (_, index) => HOUSE.with(0, index / count));
  const batches = Array.from({ length: count / BATCH }, (_, index) => instances.slice(index * BATCH, (index + 1) * BATCH));
  const loops = async (): Promise<void> => {
    const left = [...batches];
    const loop = async (): Promise<void> => {
      for (let batch = left.shift(); batch !== undefined; batch = left.shift()) await raw(batch);
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, loop));
  };
  const many = async (): Promise<void> => {
    await endpoint.predictMany(instances, { batchSize: BATCH, concurrency: CONCURRENCY });
  };
  const rate = async (work: () => Promise<void>): Promise<number> => {
    const began = performance.now();
    await work();
    return count / ((performance.now() - began) / 1000);
  };
  await loops();
  await many();
  const rates = { bare: [] as number[], sdk: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) rates.bare.push(await rate(loops));
    rates.sdk.push(await rate(many));
    if (round % 2 === 1) rates.bare.push(await rate(loops));
  }
  // The best of each: whatever else runs on the machine only takes away.
  return { bare: Math.max(...rates.bare), sdk: Math.max(...rates.sdk) };
}
