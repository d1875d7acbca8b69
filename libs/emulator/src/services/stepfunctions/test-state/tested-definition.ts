import { invalidDefinitionMessage } from '@stepmaker/asl';
import { validateDefinition } from '@stepmaker/asl-interpreter';
import { AwsError } from '../../../core/aws-error.ts';

/** A state under test, as far as the request is checked by it. */
export interface TestedState {
  readonly Type?: string;
  readonly Resource?: string;
}

interface Machine {
  readonly StartAt?: string;
  readonly States?: Readonly<
    Record<string, TestedState & { readonly ItemProcessor?: Machine; readonly Branches?: readonly Machine[] }>
  >;
}

/** Fields that a definition may lack when only one of its states is tested. */
const UNCHECKED = new Set(['MISSING_TRANSITION_TARGET', 'MISSING_END_STATE']);

/**
 * Checks the definition of a test: of a state alone, or (always where a state is named) of a machine, of which only the state under test
 * must be right.
 *
 * @throws AwsError `InvalidDefinition`
 */
export function requireTestDefinition(text: string, stateName?: string): void {
  const machine = machineOf(text);
  const isMachine = machine?.States !== undefined;
  const alone = machine !== undefined && !isMachine && stateName === undefined;
  const found = validateDefinition(alone ? { StartAt: 'State', States: { State: machine } } : text).flatMap((diagnostic) => {
    const { code, location = '' } = diagnostic;
    if (UNCHECKED.has(code)) return [];
    if (alone) return [{ ...diagnostic, location: location.replace(/^\/States\/State(?=\/|$)/, '') || '/' }];
    return !isMachine || stateName === undefined || `${location}/`.includes(`/States/${stateName}/`) ? [diagnostic] : [];
  });
  const message = invalidDefinitionMessage(found);
  if (message !== undefined) throw new AwsError({ code: 'InvalidDefinition', message });
}

/** The state under test, anywhere in the machine. */
export function testedState(text: string, stateName: string | undefined): TestedState | undefined {
  const machine = machineOf(text);
  if (machine?.States === undefined) return machine as TestedState | undefined;
  return search(machine, stateName ?? machine.StartAt ?? '');
}

function search({ States = {} }: Machine, name: string): TestedState | undefined {
  if (Object.hasOwn(States, name)) return States[name];
  for (const { ItemProcessor, Branches = [] } of Object.values(States)) {
    for (const inner of ItemProcessor === undefined ? Branches : [ItemProcessor]) {
      const found = search(inner, name);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function machineOf(text: string): Machine | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Machine) : undefined;
  } catch {
    return undefined;
  }
}
