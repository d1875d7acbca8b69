import {
  CreateEndpointCommand,
  CreateModelCommand,
  CreateTrainingJobCommand,
  DeleteEndpointCommand,
  DescribeEndpointCommand,
  DescribeModelCommand,
  DescribeTrainingJobCommand,
  SageMakerClient,
  StopTrainingJobCommand,
  UpdateEndpointCommand,
} from '@aws-sdk/client-sagemaker';
import { normalise } from '../differential/normalise.ts';
import type { ClientConfig } from '../targets/deployment.ts';

/** Answer of SageMaker to a call that it must refuse. */
export interface Refusal {
  readonly name: string;
  readonly message: unknown;
  readonly httpStatus: number | undefined;
}

const UNKNOWN_ROLE = 'arn:aws:iam::123456789012:role/there-is-none';

/** Calls that cost nothing, since SageMaker refuses them. */
const CALLS = {
  'an endpoint that is not there': () => new DescribeEndpointCommand({ EndpointName: 'there-is-none' }),
  'an endpoint that is not there is deleted': () => new DeleteEndpointCommand({ EndpointName: 'there-is-none' }),
  'an endpoint that is not there is updated': () =>
    new UpdateEndpointCommand({ EndpointName: 'there-is-none', EndpointConfigName: 'there-is-none' }),
  'an endpoint without a configuration': () =>
    new CreateEndpointCommand({ EndpointName: 'there-is-none', EndpointConfigName: 'there-is-none' }),
  'a model that is not there': () => new DescribeModelCommand({ ModelName: 'there-is-none' }),
  'a model of a role that is not there': () =>
    new CreateModelCommand({
      ModelName: 'there-is-none',
      ExecutionRoleArn: UNKNOWN_ROLE,
      PrimaryContainer: { Image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/none:1' },
    }),
  'a training job that is not there': () => new DescribeTrainingJobCommand({ TrainingJobName: 'there-is-none' }),
  'a training job that is not there is stopped': () => new StopTrainingJobCommand({ TrainingJobName: 'there-is-none' }),
  'a training job with a wrong name and instance type': () =>
    new CreateTrainingJobCommand({
      TrainingJobName: 'no_underscores',
      RoleArn: UNKNOWN_ROLE,
      AlgorithmSpecification: { TrainingInputMode: 'File', TrainingImage: 'image' },
      OutputDataConfig: { S3OutputPath: 's3://there-is-none/' },
      ResourceConfig: { InstanceCount: 1, InstanceType: 'ml.none.large' as never, VolumeSizeInGB: 1 },
      StoppingCondition: { MaxRuntimeInSeconds: 60 },
    }),
} as const;

/** Asks for each of the refusals. */
export async function askForRefusals(clientConfig: ClientConfig): Promise<Record<string, Refusal | 'accepted'>> {
  const client = new SageMakerClient(clientConfig);
  const answers: Record<string, Refusal | 'accepted'> = {};
  for (const [what, command] of Object.entries(CALLS)) {
    answers[what] = await client.send(command() as DescribeEndpointCommand).then(
      () => 'accepted' as const,
      ({ name, message, $metadata }: Error & { $metadata?: { httpStatusCode?: number } }) => ({
        name,
        message: normalise(message),
        httpStatus: $metadata?.httpStatusCode,
      }),
    );
  }
  client.destroy();
  return answers;
}
