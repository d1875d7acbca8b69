import { parseArgs } from 'node:util';
import { nearest } from '@stepmaker/pipeline-sdk';
import { parseAddOns, parseStage } from '../pipeline-app.ts';
import type { AddOn } from '../stages/stage-config.ts';
import { DEFAULT_STAGE, type StageName } from '../stages/stages.ts';

/** Commands for a stage. */
export type Verb = 'deploy' | 'destroy' | 'diff';

/** Options after `nx deploy infra`. */
export interface DeploymentRequest {
  readonly verb: Verb;
  readonly stage: StageName;
  /** Add-ons besides the stage's own. */
  readonly addOns: readonly AddOn[];
  /** Uses the embedded AWS. */
  readonly isLocal: boolean;
  /** URL of the embedded AWS. @default - http://127.0.0.1:4566 */
  readonly endpoint?: string;
  /** Asks nothing. */
  readonly isConfirmed: boolean;
  /** Values of parameters as `[stack:]Name=value`. */
  readonly parameters: readonly string[];
  /** An offer file with AWS's prices. @default - the prices of this repository */
  readonly prices?: string;
  /** AWS profile. @default - AWS_PROFILE, else the credentials of the environment */
  readonly profile?: string;
}

const VERBS: readonly Verb[] = ['deploy', 'destroy', 'diff'];

const OPTIONS = {
  local: { type: 'boolean' },
  endpoint: { type: 'string' },
  yes: { type: 'boolean' },
  stage: { type: 'string' },
  with: { type: 'string', multiple: true },
  parameters: { type: 'string', multiple: true },
  profile: { type: 'string' },
  prices: { type: 'string' },
} as const;

/**
 * Reads a command line.
 *
 * @throws Error that names what is wrong and what would be right
 */
export function parseRequest(argv: readonly string[]): DeploymentRequest {
  const [verb, ...args] = argv;
  const known = VERBS.find((name) => name === verb);
  if (!known) throw new Error(`The verb must be one of ${VERBS.join(', ')}, was "${verb ?? ''}"`);
  const { values } = parseOptions(args);
  return {
    verb: known,
    stage: values.stage === undefined ? DEFAULT_STAGE : parseStage(values.stage),
    addOns: parseAddOns((values.with ?? []).join(',')),
    isLocal: values.local === true,
    ...(values.endpoint !== undefined && { endpoint: values.endpoint }),
    isConfirmed: values.yes === true,
    parameters: values.parameters ?? [],
    ...(values.prices !== undefined && { prices: values.prices }),
    ...(values.profile !== undefined && { profile: values.profile }),
  };
}

function parseOptions(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS });
  } catch (error) {
    const [problem = ''] = (error as Error).message.split('. ');
    const [, unknown = ''] = /^Unknown option '--?([^']+)'/.exec(problem) ?? [];
    const meant = nearest(unknown, Object.keys(OPTIONS));
    const options = Object.keys(OPTIONS).map((name) => `--${name}`);
    const hint = meant === undefined ? `The options are ${options.join(', ')}` : `Did you mean --${meant}?`;
    throw new Error(`${problem}. ${hint}`, { cause: error });
  }
}
