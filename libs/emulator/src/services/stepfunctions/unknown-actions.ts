import type { Diagnostic } from '@stepmaker/asl';
import { apiModel } from '../../core/api-model.ts';
import { pascalCase } from './integrations/request-shape.ts';
import { sdkCatalogueEntry } from './integrations/sdk-actions.ts';
import { SDK_SERVICES } from './integrations/sdk-service.ts';

const AWS_SDK = /^arn:aws[\w-]*:states:[\w-]*:\d*:aws-sdk:([\w-]+):(\w+)/;

/** Findings of a walk through a definition, whatever its shape. */
type Fields = Readonly<Record<string, unknown>>;

/**
 * The Task states of a definition whose `aws-sdk` service or action AWS does not have. Actions that AWS has and the emulator does not serve
 * are none of them: those say so when they are called.
 *
 * @param machine the definition, parsed
 */
export function unknownSdkActions(machine: unknown): Diagnostic[] {
  return statesOf(machine, '').flatMap(({ state, location }) => {
    const { Resource: resource } = state;
    const match = typeof resource === 'string' ? AWS_SDK.exec(resource) : null;
    if (match === null) return [];
    const [, service = '', action = ''] = match;
    if (/^[a-z]/.test(action) && exists(service, pascalCase(action))) return [];
    const message = `The resource provided ${resource} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`;
    return [{ severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', location: `${location}/Resource`, message }];
  });
}

/** Most machines use what is served, for which the large catalogue need not be read. */
function exists(name: string, operation: string): boolean {
  const served = SDK_SERVICES[name];
  if (served !== undefined && apiModel(served.id).operations[operation] !== undefined) return true;
  return sdkCatalogueEntry(name)?.inputs.has(operation) === true;
}

function statesOf(machine: unknown, location: string): { readonly state: Fields; readonly location: string }[] {
  if (!isFields(machine) || !isFields(machine['States'])) return [];
  return Object.entries(machine['States']).flatMap(([name, state]) => {
    if (!isFields(state)) return [];
    const at = `${location}/States/${name}`;
    const branches = Array.isArray(state['Branches']) ? state['Branches'] : [];
    return [
      { state, location: at },
      ...branches.flatMap((branch: unknown, index) => statesOf(branch, `${at}/Branches[${index}]`)),
      ...['ItemProcessor', 'Iterator'].flatMap((part) => statesOf(state[part], `${at}/${part}`)),
    ];
  });
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
