import type { AuthorizationRecord } from '@stepmaker/emulator';
import type { Observations } from './observations.ts';
import { PipelineAccount } from './pipeline-account.ts';
import { SCENARIOS } from './scenarios.ts';
import { rolesOf, type Template, withProperty } from './template.ts';

/** Observations and used permissions with the unchanged template. */
export interface Baseline {
  readonly observations: Readonly<Record<string, Observations>>;
  /** Role (logical id) → action → the scenarios in which the role was asked for it; `deploy` is one. */
  readonly used: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;
}

/** The lifecycle function hands over to another call of itself two minutes before its timeout: with this one, after some seconds. */
const SHORT_TIMEOUT_SECONDS = 124;

/** The template as it is tried: a function that must hand over does so at once. */
export function impatient(template: Template): Template {
  return withProperty(template, 'LifecycleFunction', 'Timeout', SHORT_TIMEOUT_SECONDS);
}

/** Plays all scenarios with the template as it is. @throws Error where it cannot be deployed */
export async function playBaseline(template: Template): Promise<Baseline> {
  const used = new Map<string, Map<string, Set<string>>>();
  const observations: Record<string, Observations> = {};
  let scenario = 'deploy';
  let names = new Map<string, string>();
  const waiting: { readonly record: AuthorizationRecord; readonly scenario: string }[] = [];
  const note = (record: AuthorizationRecord, during: string): void => {
    const role = names.get(record.roleArn.slice(record.roleArn.lastIndexOf('/') + 1));
    if (role === undefined) return;
    const actions = used.get(role) ?? new Map<string, Set<string>>();
    used.set(role, actions.set(record.action, (actions.get(record.action) ?? new Set()).add(during)));
  };
  await using account = await PipelineAccount.open((record) => {
    if (names.size === 0) waiting.push({ record, scenario });
    else note(record, scenario);
  });
  const status = await account.deploy(impatient(template));
  if (status !== 'CREATE_COMPLETE') throw new Error(`The template as it is cannot be deployed: ${status}`);
  names = new Map(rolesOf(template).map((id) => [account.resources[id] ?? '', id]));
  for (const { record, scenario: during } of waiting) note(record, during);
  for (const { name, play, observe } of SCENARIOS) {
    scenario = name;
    await play(account);
    observations[name] = await settled(() => observe(account));
  }
  return { observations, used };
}

/** Returns the observations once they have been stable for a while. */
async function settled(observe: () => Promise<Observations>): Promise<Observations> {
  let seen = await observe();
  for (let same = 0; same < 8; ) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const next = await observe();
    same = JSON.stringify(next) === JSON.stringify(seen) ? same + 1 : 0;
    seen = next;
  }
  return seen;
}
