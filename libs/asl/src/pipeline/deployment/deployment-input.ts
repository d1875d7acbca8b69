import { type InputRules, instanceType, s3Uri, sageMakerName } from '../input-rules.ts';
import { type InputIssue, validateInput } from '../validate-input.ts';

/** A tag, as SageMaker lists it. */
export interface DeploymentTag {
  readonly Key: string;
  readonly Value: string;
}

/** Input of an execution of the deployment machine: the model to serve, and where. */
export interface DeploymentInput {
  /** S3 URI of the model archive: `s3://bucket/…/model.tar.gz`. */
  readonly ModelDataUrl: string;
  /** The endpoint to create, or to update where one of this name exists: 1 to 63 letters, digits and inner hyphens. */
  readonly EndpointName: string;
  /** Instance type of the endpoint, e.g. `ml.m5.large`. */
  readonly EndpointInstanceType: string;
  /** Name of the model to create: 1 to 55 characters, not in use. @default - `model-` and a hash of the execution */
  readonly ModelName?: string | null;
  /** Name of the endpoint configuration to create: 1 to 55 characters, not in use. @default - `config-` and a hash of the execution */
  readonly EndpointConfigName?: string | null;
  /** Tags of everything the deployment makes, besides the tag of the stack. @default - a tag with the execution's name */
  readonly Tags?: readonly DeploymentTag[] | null;
  /** A request that the endpoint must answer with a prediction, e.g. `{ "instances": [{ "rooms": 4 }] }`. @default - none is sent */
  readonly SmokeTestRequest?: Readonly<Record<string, unknown>> | null;
}

// Redrives and retries add up to 8 characters.
const newName = { pattern: '^string:[a-zA-Z0-9](-*[a-zA-Z0-9]){0,54}$', be: '1 to 55 letters, digits and inner hyphens' };

/** The rules of the input's members. */
export const deploymentInputRules: InputRules = {
  ModelDataUrl: { ...s3Uri, be: 'an S3 URI such as s3://bucket/model.tar.gz', required: true },
  EndpointName: { ...sageMakerName, required: true },
  EndpointInstanceType: { ...instanceType, required: true },
  ModelName: newName,
  EndpointConfigName: newName,
  Tags: {
    pattern: '^array:\\[(\\{("(Key|Value)":"[^\\\\"]{0,256}",?){2}\\},?){0,48}\\]$',
    be: 'a list of at most 48 tags with Key and Value',
  },
  SmokeTestRequest: { pattern: '^object:', be: 'an object such as {"instances": [{"rooms": 4}]}' },
};

/** Names of the members that the input may have. */
export const deploymentInputMembers: readonly string[] = Object.keys(deploymentInputRules);

/**
 * Checks an input by the same rules as the deployment machine's first state, with the same messages.
 *
 * @returns every issue; none where the machine accepts the input
 */
export function validateDeploymentInput(input: unknown): readonly InputIssue[] {
  return validateInput(deploymentInputRules, input);
}
