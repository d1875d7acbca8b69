import { checkAtMostOne, checkNumber, checkPath } from './field-checks.ts';
import { isJsonata, isObject, type JsonObject } from './json.ts';
import { parseTaskResource } from './resource.ts';
import type { QueryLanguage, Scope } from './scope.ts';

const MOST_SECONDS = 99_999_999;

/** Checks a Task state: its resource, its time limits and whose credentials it uses. */
export function checkTaskState(state: JsonObject, language: QueryLanguage, location: string, scope: Scope): void {
  const { diagnostics } = scope;
  checkResource(state['Resource'], location, scope);
  const jsonata = language === 'JSONata';
  for (const name of ['TimeoutSeconds', 'HeartbeatSeconds']) {
    checkNumber(state, name, { min: 1, max: MOST_SECONDS, integer: true, jsonata }, location, diagnostics);
    if (!jsonata) {
      checkAtMostOne(state, [name, `${name}Path`], location, diagnostics);
      checkPath(state, `${name}Path`, location, diagnostics);
    }
  }
  const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = state;
  if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout) {
    diagnostics.schema(`${location}/HeartbeatSeconds`, 'HeartbeatSeconds must be less than TimeoutSeconds');
  }
  checkCredentials(state['Credentials'], jsonata, location, diagnostics);
}

function checkResource(resource: unknown, location: string, { diagnostics, type }: Scope): void {
  if (resource === undefined) return;
  const at = `${location}/Resource`;
  if (typeof resource !== 'string') return diagnostics.schema(at, 'Expected value of type String');
  const parsed = parseTaskResource(resource);
  if (parsed === undefined) {
    return diagnostics.schema(
      at,
      `The resource provided ${resource} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
    );
  }
  if (type !== 'EXPRESS') return;
  if (parsed.kind === 'activity') diagnostics.schema(at, 'Express state machine does not support Activity ARN ');
  // The two spaces before "at", once the location is added, are the service's own.
  else if (parsed.pattern !== '')
    diagnostics.schema(at, `Express state machine does not support '${parsed.pattern}' service integration `);
}

function checkCredentials(credentials: unknown, jsonata: boolean, location: string, diagnostics: Scope['diagnostics']): void {
  if (credentials === undefined || (jsonata && isJsonata(credentials))) return;
  const at = `${location}/Credentials`;
  if (!isObject(credentials)) return diagnostics.schema(at, 'Expected value of type Object');
  if (credentials['RoleArn'] === undefined && (jsonata || credentials['RoleArn.$'] === undefined)) {
    diagnostics.schema(at, "The field 'RoleArn' is required but was missing");
  }
}
