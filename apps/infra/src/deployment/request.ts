import { parseArgs } from 'node:util';
import { parseAddOns, parseStage } from '../pipeline-app.ts';
import type { AddOn } from '../stages/stage-config.ts';
import { DEFAULT_STAGE, type StageName } from '../stages/stages.ts';

/** What can be done with a stage. */
export type Verb = 'deploy' | 'destroy' | 'diff';

/** What somebody typed after `nx deploy infra`. */
export interface DeploymentRequest {
  readonly verb: Verb;
  readonly stage: StageName;
  /** Add-ons besides the stage's own. */
  readonly addOns: readonly AddOn[];
  /** To the embedded AWS. */
  readonly isLocal: boolean;
  /** Of the embedded AWS. @default - http://127.0.0.1:4566 */
  readonly endpoint?: string;
  /** Asks nothing. */
  readonly isConfirmed: boolean;
  /** `[stack:]Name=value` as the CDK takes them. */
  readonly parameters: readonly string[];
  /** Everything that is not ours: the CDK's own. */
  readonly cdkArguments: readonly string[];
}

const VERBS: readonly Verb[] = ['deploy', 'destroy', 'diff'];

const OURS = {
  local: { type: 'boolean' },
  endpoint: { type: 'string' },
  yes: { type: 'boolean' },
  stage: { type: 'string' },
  with: { type: 'string', multiple: true },
  parameters: { type: 'string', multiple: true },
} as const;

/**
 * Reads a command line: our options are taken out, the others go to the CDK as they are.
 *
 * @throws Error that names what is wrong and what would be right
 */
export function parseRequest(argv: readonly string[]): DeploymentRequest {
  const [verb, ...args] = argv;
  const known = VERBS.find((name) => name === verb);
  if (!known) throw new Error(`The verb must be one of ${VERBS.join(', ')}, was "${verb ?? ''}"`);
  const { values, tokens } = parseArgs({ args, options: OURS, strict: false, tokens: true });
  const taken = new Set<number>();
  for (const token of tokens) {
    if (token.kind !== 'option' || !Object.hasOwn(OURS, token.name)) continue;
    taken.add(token.index);
    if (token.value !== undefined && !token.inlineValue) taken.add(token.index + 1);
  }
  const texts = (value: unknown): string[] => (Array.isArray(value) ? value : []).map(String);
  return {
    verb: known,
    stage: typeof values.stage === 'string' ? parseStage(values.stage) : DEFAULT_STAGE,
    addOns: parseAddOns(texts(values.with).join(',')),
    isLocal: values.local === true,
    ...(typeof values.endpoint === 'string' && { endpoint: values.endpoint }),
    isConfirmed: values.yes === true,
    parameters: texts(values.parameters),
    cdkArguments: args.filter((_, index) => !taken.has(index)),
  };
}
