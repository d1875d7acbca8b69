// The embedded AWS with a served model, until it is asked to end: what the SDK's benchmarks ask.
import { startLocal } from '@stepmaker/pipeline-local';

await using local = await startLocal();
const { EndpointName } = await (await local.pipeline.startExecution()).result();
process.send({ config: local.clientConfig, stackName: local.stackName, endpointName: EndpointName });
await new Promise((resolve) => process.once('message', resolve));
