import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { Palette } from '@stepmaker/stack-deployer';
import { localEnvironment } from '../aws-environment.ts';
import type { PriceList } from '../cost/price-list.ts';
import { readPrices } from '../cost/read-prices.ts';
import { accountAlias } from './account-alias.ts';
import { awsCredentials } from './aws-credentials.ts';
import { deployStage } from './deploy-stage.ts';
import { destroyStage } from './destroy-stage.ts';
import { diffStage } from './diff-stage.ts';
import { parseTemplate } from './parse-template.ts';
import { deployedAddOns, synthesiseStage } from './planned-stacks.ts';
import type { DeploymentRequest } from './request.ts';
import { stackParameters } from './stack-parameters.ts';
import type { StageSession } from './stage-session.ts';
import { confirmed, type Terminal } from './terminal.ts';
import { whereTo } from './where-to.ts';

/** Settings of a deployment. */
export interface DeploymentContext {
  readonly terminal: Terminal;
  /** Receives the output, without the last line break. */
  readonly print: (text: string) => void;
  readonly palette: Palette;
  /** Ends the waiting, not what CloudFormation does. */
  readonly signal: AbortSignal;
}

const VERBS = { deploy: deployStage, diff: diffStage, destroy: destroyStage };

/** Time between two requests for a stack's events, in milliseconds. */
const POLL_INTERVAL_MILLIS = { local: 100, aws: 2000 };

/**
 * Deploys, destroys or compares a stage. Asks no confirmation on the embedded AWS, which costs nothing and runs on this
 * machine.
 *
 * @returns the exit code
 * @throws Error in plain words when the request cannot be carried out
 */
export async function runDeployment(request: DeploymentRequest, context: DeploymentContext): Promise<number> {
  const { verb, isLocal, profile } = request;
  refuseWithoutTerminal(request, context.terminal);
  const prices = readPrices(request.prices);
  if (isLocal) useLocalEnvironment(request.endpoint);
  else if (profile !== undefined) process.env['AWS_PROFILE'] = profile;
  const outdir = mkdtempSync(join(tmpdir(), 'stepmaker-'));
  try {
    const session = await openStage(request, context, { outdir, prices });
    context.print(await headline(session));
    return await VERBS[verb](session);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Whoever cannot be asked must have agreed before. */
function refuseWithoutTerminal({ verb, isLocal, isConfirmed }: DeploymentRequest, { isInteractive }: Terminal): void {
  if (verb === 'diff' || isLocal || isConfirmed || isInteractive) return;
  throw new Error(`No terminal to ask for confirmation. Pass --yes to confirm: npx nx ${verb} infra --yes`);
}

async function openStage(
  request: DeploymentRequest,
  context: DeploymentContext,
  { outdir, prices }: { readonly outdir: string; readonly prices: PriceList },
): Promise<StageSession> {
  const { verb, stage, isLocal } = request;
  const { terminal, print, palette, signal } = context;
  const credentials = awsCredentials(terminal);
  const destination = await whereTo(credentials);
  const clientConfig = { region: destination.region, credentials };
  const cloudformation = new CloudFormationClient(clientConfig);
  const there = verb === 'destroy' ? await deployedAddOns(cloudformation, stage) : [];
  const stacks = synthesiseStage(stage, [...request.addOns, ...there], outdir);
  const given = stackParameters(
    request.parameters,
    stacks.coreFirst.map(({ stackName, template }) => ({ stackName, parameters: Object.keys(template.Parameters ?? {}) })),
  );
  const pollIntervalMillis = isLocal ? POLL_INTERVAL_MILLIS.local : POLL_INTERVAL_MILLIS.aws;
  return {
    request,
    destination,
    clientConfig,
    stacks,
    given,
    prices,
    confirm: async (question) => request.isConfirmed || isLocal || (await confirmed(terminal, question)),
    options: { cloudformation, print, palette, parseTemplate, pollIntervalMillis, signal },
  };
}

/** Describes the command and its target. */
async function headline({ request, destination, clientConfig, stacks }: StageSession): Promise<string> {
  const names = stacks.inOrder.map(({ stackName }) => stackName).join(', ');
  const { account, region } = destination;
  const what = `${request.verb} ${names}: account ${account}`;
  if (request.isLocal) return `${what}, region ${region} (embedded AWS at ${process.env['AWS_ENDPOINT_URL']})`;
  const alias = await accountAlias(clientConfig);
  const profile = process.env['AWS_PROFILE'];
  return `${what}${alias ? ` (${alias})` : ''}, region ${region}${profile ? `, profile ${profile}` : ''}`;
}

/** Connects AWS clients of this process to the embedded AWS only. */
function useLocalEnvironment(endpoint: string | undefined): void {
  const environment = localEnvironment(process.env, endpoint);
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
}
