import type { DeploymentExecution, ModelDeployment } from '@stepmaker/pipeline-sdk';
import { ExitCode } from '../errors/exit-code.ts';
import { UserError } from '../errors/user-error.ts';
import { LiveView } from '../output/live-view.ts';
import type { FollowOutput } from '../runs/follow-to-end.ts';
import { leaveOnInterrupt } from '../runs/leave-on-interrupt.ts';
import { readJsonObject } from '../runs/run-input.ts';
import { type Session, withSession } from '../target/session.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { type DeploymentResult, followDeployment } from './follow-deployment.ts';

/** The options of `stepmaker deploy-model`. */
export interface DeployModelOptions extends TargetOptions, FollowOutput {
  readonly endpoint?: string;
  readonly instanceType?: string;
  readonly request?: string;
  readonly name?: string;
}

/** Deploys a model archive that exists and follows the deployment to its end. */
export async function deployModel(modelDataUrl: string, options: DeployModelOptions): Promise<void> {
  await withSession(options, async (session) => {
    const { endpoint, instanceType, request, name } = options;
    const model: ModelDeployment = {
      ModelDataUrl: modelDataUrl,
      ...(endpoint !== undefined && { EndpointName: endpoint }),
      ...(instanceType !== undefined && { EndpointInstanceType: instanceType }),
      ...(request !== undefined && { SmokeTestRequest: await readJsonObject(request, '--request') }),
    };
    session.announce();
    const deployment = await start(session, model, name);
    return await toEnd(session, deployment, options);
  });
}

async function start({ pipeline }: Session, model: ModelDeployment, name: string | undefined): Promise<DeploymentExecution> {
  try {
    return await pipeline.deployModel(model, name === undefined ? {} : { name });
  } catch (error) {
    const { name: errorName, message } = error as Error;
    if (errorName === 'InvalidPipelineInputError') throw new UserError(message);
    if (errorName !== 'ExecutionAlreadyExists') throw error;
    throw new UserError(`--name ${name}: there is a deployment of this name already, with another input`, {
      exitCode: ExitCode.WRONG_STATE,
      hint: 'choose another name; a name can be used once',
    });
  }
}

async function toEnd(
  { out }: Session,
  deployment: DeploymentExecution,
  { detach, json, quiet }: DeployModelOptions,
): Promise<ExitCode> {
  const { name, executionArn, consoleUrl } = deployment;
  if (detach) {
    if (json) out.json({ name, executionArn, consoleUrl: consoleUrl ?? null });
    else out.write(`${name}\n`);
    out.note('It continues without this process. The same command with --name and this name follows it.');
    return ExitCode.DONE;
  }
  const view = new LiveView(json ? process.stderr : process.stdout, { quiet: out.isQuiet });
  view.line(`  Deployment ${name}${consoleUrl === undefined ? '' : `  ${out.paint.dim(consoleUrl)}`}`);
  const message = `The deployment ${name} continues. To follow it again, add --name ${name} to the same command.`;
  const interrupt = leaveOnInterrupt(message, out, () => view.stop());
  try {
    const result = await followDeployment(deployment, view, interrupt.signal);
    if (json) out.json({ name, ...result });
    else if (quiet) out.write(`${result.endpointName ?? result.error}\n`);
    else view.line(endingOf(result));
    return result.status === 'SUCCEEDED' ? ExitCode.DONE : ExitCode.FAILED;
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    return ExitCode.INTERRUPTED;
  } finally {
    view.stop();
    interrupt[Symbol.dispose]();
  }
}

function endingOf({ status, endpointName, endpointAction, prediction, error, cause }: DeploymentResult): string {
  if (status !== 'SUCCEEDED') return `\n  ${error ?? status}: ${cause ?? ''}`;
  const answer = prediction === null ? '' : `, which answered ${prediction}`;
  return `\n  ${endpointAction === 'CREATED' ? 'Created' : 'Updated'} the endpoint ${endpointName}${answer}`;
}
