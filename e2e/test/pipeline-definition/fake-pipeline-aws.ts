import { fail, type Json, type TaskCall, type TaskOutcome } from '@stepmaker/asl-interpreter';
import { FakeAws, type FakeOperation } from '@stepmaker/testing';

/** A name that SageMaker takes for jobs, endpoints and configurations. */
export const SAGEMAKER_NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;

interface FakeEndpoint {
  status: string;
  config: string;
  /** What it is on its way to, and how many more looks that takes. */
  target?: { readonly status: string; readonly config: string };
  looks: number;
}

/** Parameters of a call. */
export type Parameters = Readonly<Record<string, Json>>;

const REFUSED = 'SageMaker.AmazonSageMakerException';

/**
 * As much of AWS as the pipeline touches, with the refusals that matter to it: names are used once, a busy endpoint cannot be changed, and
 * what is in use, or is not there, must not be deleted: that is a violation, of which no run may have any.
 */
export class FakePipelineAws extends FakeAws<Parameters, Json | TaskOutcome> {
  readonly jobs = new Set<string>();
  readonly models = new Map<string, Json>();
  readonly configs = new Map<string, string>();
  readonly endpoints = new Map<string, FakeEndpoint>();
  readonly messages: { readonly Subject: string; readonly Message: string }[] = [];
  /** What the evaluation measured. */
  r2 = 0.9;
  /** How many looks an endpoint takes to be made or changed. */
  looks = 2;
  /** Configurations that no endpoint can be brought to; by default none. */
  cannotServe: (config: string) => boolean = () => false;
  /** What an endpoint answers. */
  answer: (config: string) => Json | TaskOutcome = () => ({ Body: '{"predictions":[21.5]}', ContentType: 'application/json' });

  /** An endpoint that somebody else, or an earlier run, made. */
  addEndpoint(name: string, config: string, status = 'InService', looks = 0, target?: FakeEndpoint['target']): void {
    this.models.set(`model-of-${config}`, {});
    this.configs.set(config, `model-of-${config}`);
    this.endpoints.set(name, { status, config, looks, ...(target && { target }) });
  }

  /** Runs the tasks of an execution. */
  readonly task = (given: Json, { action, stateName }: TaskCall): Json | TaskOutcome => {
    const output = this.perform(action, given as Parameters, stateName);
    if (output === undefined) throw new Error(`The fake AWS has no ${action}`);
    return output;
  };

  /** What SageMaker would let happen, or only log, and the pipeline must not ask for. */
  readonly violations: string[] = [];

  #violation(text: string): TaskOutcome {
    this.violations.push(text);
    return fail('SageMaker.SageMakerException', text);
  }

  override readonly operations: Record<string, FakeOperation<Parameters, Json | TaskOutcome>> = {
    createProcessingJob: ({ ProcessingJobName }) =>
      this.#job('processing', ProcessingJobName) ?? { ProcessingJobName: ProcessingJobName as string },
    createTrainingJob: ({ TrainingJobName, OutputDataConfig }) =>
      this.#job('training', TrainingJobName) ?? {
        TrainingJobName: TrainingJobName as string,
        ModelArtifacts: {
          S3ModelArtifacts: `${(OutputDataConfig as Parameters)['S3OutputPath']}/${TrainingJobName}/output/model.tar.gz`,
        },
      },
    invoke: ({ Payload }) => {
      const threshold = (Payload as { Threshold: number }).Threshold;
      const isGood = this.r2 >= threshold;
      return {
        StatusCode: 200,
        Payload: {
          Decision: isGood ? 'APPROVED' : 'REJECTED',
          Metric: 'r2',
          Value: this.r2,
          Threshold: threshold,
          Metrics: { r2: this.r2, mae: 2, rmse: 3 },
          ChampionValue: null,
          Reasons: [isGood ? 'Good enough.' : 'Not good enough.'],
        },
      };
    },
    createModel: ({ ModelName }) => {
      const name = ModelName as string;
      if (!SAGEMAKER_NAME.test(name) || this.models.has(name))
        return fail(REFUSED, `Cannot create already existing model ${name}`);
      this.models.set(name, {});
      return { ModelArn: `arn:aws:sagemaker:us-east-1:123456789012:model/${name.toLowerCase()}` };
    },
    createEndpointConfig: ({ EndpointConfigName, ProductionVariants }) => {
      const name = EndpointConfigName as string;
      const model = (ProductionVariants as readonly { ModelName: string }[])[0]?.ModelName as string;
      if (!SAGEMAKER_NAME.test(name) || this.configs.has(name))
        return fail(REFUSED, `Cannot create already existing config ${name}`);
      if (!this.models.has(model)) return fail(REFUSED, `Could not find model "${model}".`);
      this.configs.set(name, model);
      return { EndpointConfigArn: `arn:aws:sagemaker:us-east-1:123456789012:endpoint-config/${name.toLowerCase()}` };
    },
    listEndpoints: ({ NameContains, MaxResults }) => {
      const part = NameContains as string;
      const found = [...this.endpoints].filter(
        ([name, { status }]) => name.includes(part) && (status !== 'Deleting' || this.#look(name)),
      );
      return { Endpoints: found.slice(0, (MaxResults as number | undefined) ?? 10).map(([EndpointName]) => ({ EndpointName })) };
    },
    describeEndpoint: ({ EndpointName }) => {
      const name = EndpointName as string;
      const endpoint = this.#look(name);
      if (endpoint === undefined) return fail('SageMaker.SageMakerException', `Could not find endpoint "${name}".`);
      const reason = endpoint.status === 'Failed' ? { FailureReason: 'The container did not pass the ping health check.' } : {};
      return { EndpointName: name, EndpointStatus: endpoint.status, EndpointConfigName: endpoint.config, ...reason };
    },
    createEndpoint: ({ EndpointName, EndpointConfigName }) => {
      const [name, config] = [EndpointName as string, EndpointConfigName as string];
      if (this.endpoints.has(name)) return fail(REFUSED, `Cannot create already existing endpoint "${name}".`);
      const target = { status: this.cannotServe(config) ? 'Failed' : 'InService', config };
      this.endpoints.set(name, { status: 'Creating', config, looks: this.looks, target });
      return { EndpointArn: `arn:aws:sagemaker:us-east-1:123456789012:endpoint/${name.toLowerCase()}` };
    },
    updateEndpoint: ({ EndpointName, EndpointConfigName }) => {
      const [name, config] = [EndpointName as string, EndpointConfigName as string];
      const endpoint = this.endpoints.get(name);
      if (endpoint?.status !== 'InService')
        return fail(REFUSED, `Cannot update endpoint "${name}" in status ${endpoint?.status}.`);
      if (!this.configs.has(config)) return fail(REFUSED, `Could not find endpoint configuration "${config}".`);
      const target = { status: 'InService', config: this.cannotServe(config) ? endpoint.config : config };
      this.endpoints.set(name, { status: 'Updating', config: endpoint.config, looks: this.looks, target });
      return {};
    },
    deleteEndpoint: ({ EndpointName }) => {
      const name = EndpointName as string;
      const endpoint = this.endpoints.get(name);
      if (endpoint === undefined || endpoint.target !== undefined)
        return fail('SageMaker.SageMakerException', `Cannot delete "${name}".`);
      this.endpoints.set(name, {
        status: 'Deleting',
        config: endpoint.config,
        looks: this.looks,
        target: { status: 'gone', config: '' },
      });
      return {};
    },
    deleteEndpointConfig: ({ EndpointConfigName }) => {
      const name = EndpointConfigName as string;
      for (const [endpoint, { config, target }] of this.endpoints) {
        if (config === name || target?.config === name) return this.#violation(`${name} was deleted while ${endpoint} uses it`);
      }
      if (!this.configs.delete(name)) return this.#violation(`${name} was deleted, which is not there`);
      return {};
    },
    deleteModel: ({ ModelName }) => {
      const name = ModelName as string;
      if ([...this.configs.values()].includes(name)) return this.#violation(`${name} was deleted while a configuration uses it`);
      if (!this.models.delete(name)) return this.#violation(`${name} was deleted, which is not there`);
      return {};
    },
    getObject: ({ Key }) => {
      if (!/^processed-data\/[^/]+\/test\/schema\.json$/.test(Key as string)) return fail('S3.NoSuchKeyException', `No ${Key}`);
      return { Body: '{"target": "medv", "features": [{"name": "crim", "kind": "number"}, {"name": "zn", "kind": "number"}]}' };
    },
    invokeEndpoint: ({ EndpointName, Body, ContentType }) => {
      const endpoint = this.endpoints.get(EndpointName as string);
      if (endpoint?.status !== 'InService') return fail('SageMakerRuntime.ValidationErrorException', 'Endpoint not found.');
      if (ContentType !== 'application/json' || JSON.stringify(Body) !== '{"instances":[{"crim":null,"zn":null}]}') {
        return fail('SageMakerRuntime.ModelErrorException', `Received client error (400) from primary: ${JSON.stringify(Body)}`);
      }
      return this.answer(endpoint.config);
    },
    // The nested execution is run by whoever runs the pipeline.
    startExecution: () => ({}),
    publish: ({ Subject, Message }) => {
      this.messages.push({ Subject: Subject as string, Message: Message as string });
      return { MessageId: 'message-1' };
    },
  };

  #job(kind: string, name: Json | undefined): TaskOutcome | undefined {
    const job = `${kind} ${name}`;
    if (!SAGEMAKER_NAME.test(String(name))) return fail(REFUSED, `Value '${name}' failed to satisfy constraint`);
    if (this.jobs.has(job)) return fail('SageMaker.ResourceInUseException', `The job name ${name} is taken`);
    this.jobs.add(job);
    return undefined;
  }

  /** Time passes for an endpoint only when somebody looks. */
  #look(name: string): FakeEndpoint | undefined {
    const endpoint = this.endpoints.get(name);
    if (endpoint?.target === undefined) return endpoint;
    if (endpoint.looks > 0) {
      endpoint.looks -= 1;
      return endpoint;
    }
    const { status, config } = endpoint.target;
    if (status === 'gone') this.endpoints.delete(name);
    else this.endpoints.set(name, { status, config, looks: 0 });
    return this.endpoints.get(name);
  }
}
