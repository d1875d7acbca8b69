import { type Baseline, impatient } from './baseline.ts';
import type { Observations } from './observations.ts';
import { PipelineAccount, pause } from './pipeline-account.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import type { Variant } from './variants.ts';

/** Result of a template with one part removed. */
export interface Trial {
  readonly variant: Variant;
  /** The scenario in which something broke, and what; undefined where nothing did. */
  readonly broke: { readonly scenario: string; readonly what: string } | undefined;
}

/** Time limit for an effect to show. */
const PATIENCE_MILLIS = 4_000;

/**
 * Deploys a variant and plays the scenarios in which the role used what was taken, until something is not as it is with the whole template.
 */
export async function tryVariant(variant: Variant, { observations, used }: Baseline): Promise<Trial> {
  await using account = await PipelineAccount.open(() => {});
  const status = await account.deploy(impatient(variant.template));
  if (status !== 'CREATE_COMPLETE') return { variant, broke: { scenario: 'deploy', what: status } };
  const uses = variant.actions.flatMap((action) => [...(used.get(variant.role)?.get(action) ?? [])]);
  const wanted = variant.actions.length === 0 ? ['run'] : uses;
  // What is only used while the stack is deployed may leave traces that the first run shows.
  const names = new Set(wanted.includes('deploy') ? [...wanted, 'run'] : wanted);
  const played = new Set<string>();
  for (const scenario of SCENARIOS) {
    if (!names.has(scenario.name)) continue;
    for (const before of SCENARIOS)
      if (scenario.after.includes(before.name) && !played.has(before.name)) await before.play(account);
    for (const before of scenario.after) played.add(before);
    if (!played.has(scenario.name)) await scenario.play(account);
    played.add(scenario.name);
    const what = await difference(account, scenario, observations[scenario.name] ?? {});
    if (what !== undefined) return { variant, broke: { scenario: scenario.name, what } };
  }
  return { variant, broke: undefined };
}

/** The first thing that stays other than it should be. */
async function difference(account: PipelineAccount, { observe }: Scenario, expected: Observations): Promise<string | undefined> {
  const until = Date.now() + PATIENCE_MILLIS;
  for (;;) {
    const seen = await observe(account);
    const other = Object.keys(expected).find((key) => seen[key] !== expected[key]);
    if (other === undefined) return undefined;
    if (Date.now() > until) return `${other}: ${seen[other] === '' ? 'none' : seen[other]}`;
    await pause();
  }
}
