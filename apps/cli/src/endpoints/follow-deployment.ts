import type { DeploymentExecution, DeploymentOutput, ExecutionEnded, PipelineEvent } from '@stepmaker/pipeline-sdk';
import type { LiveView } from '../output/live-view.ts';

/** The result of a deployment, as `--json` prints it. */
export interface DeploymentResult {
  readonly status: ExecutionEnded['status'];
  readonly executionArn: string;
  /** The endpoint that serves the model; null when it was not deployed. */
  readonly endpointName: string | null;
  readonly endpointAction: DeploymentOutput['EndpointAction'] | null;
  readonly endpointConfigName: string | null;
  /** The configuration that the endpoint served before; null where it was created. */
  readonly formerConfigName: string | null;
  readonly modelName: string | null;
  /** Answer of the endpoint to the request. */
  readonly prediction: number | null;
  readonly error: string | null;
  readonly cause: string | null;
}

/**
 * Shows a deployment until it ends, a line for each phase. Returns its result.
 *
 * @throws the signal's reason when it is aborted: the deployment continues
 */
export async function followDeployment(
  deployment: DeploymentExecution,
  view: LiveView,
  signal: AbortSignal,
): Promise<DeploymentResult> {
  const phases = new Phases(view);
  let end: ExecutionEnded | undefined;
  for await (const event of deployment.events({ signal })) {
    phases.take(event);
    if (event.type === 'ExecutionEnded') end = event;
  }
  return resultOf(deployment.executionArn, end as ExecutionEnded);
}

/** Draws one line for all states of a phase. A phase that the rollback follows has failed. */
class Phases {
  readonly #view: LiveView;
  #name = '';
  #began = 0;

  constructor(view: LiveView) {
    this.#view = view;
  }

  take(event: PipelineEvent): void {
    const at = event.timestamp.getTime();
    if (event.type === 'StateEntered') this.#enter(phaseOf(event.stateName), at);
    if (event.type === 'ExecutionEnded') this.#enter('', at);
  }

  #enter(name: string, at: number): void {
    if (name === this.#name) return;
    if (name === ROLLBACK) this.#view.fail(this.#name, at - this.#began, '');
    else if (this.#name !== '') this.#view.succeed(this.#name, at - this.#began);
    this.#name = name;
    this.#began = at;
    if (name !== '') this.#view.begin(name);
  }
}

const ROLLBACK = 'RollBack';

const PHASES: readonly (readonly [RegExp, string])[] = [
  [/^Create(Model|EndpointConfig)$/, 'CreateModel'],
  [/^(FindEndpoint|EndpointExists|DescribeEndpoint|EndpointIsReady|WaitForEndpoint|DeleteFailedEndpoint)$/, 'FindEndpoint'],
  [/^((Create|Update)Endpoint|WaitForDeployment|DescribeDeployment|DeploymentServes)$/, 'Deploy'],
  [/^(SmokeTest|SmokeTestIsWanted|EndpointAnswers)$/, 'SmokeTest'],
  [/^(ValidateInput|InputIsValid|InvalidInput|Prepare|Done|DeploymentFailed)$/, ''],
];

/** The phase of a state of the deployment machine. States of the rollback are the rest. */
function phaseOf(stateName: string): string {
  return PHASES.find(([states]) => states.test(stateName))?.[1] ?? ROLLBACK;
}

function resultOf(executionArn: string, { status, output, error, cause }: ExecutionEnded): DeploymentResult {
  const known = status === 'SUCCEEDED' ? (output as DeploymentOutput) : undefined;
  return {
    status,
    executionArn,
    endpointName: known?.EndpointName ?? null,
    endpointAction: known?.EndpointAction ?? null,
    endpointConfigName: known?.EndpointConfigName ?? null,
    formerConfigName: known?.FormerConfigName ?? null,
    modelName: known?.ModelName ?? null,
    prediction: known?.Prediction ?? null,
    error: error ?? null,
    cause: cause ?? null,
  };
}
