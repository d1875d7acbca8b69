import { isJsonata } from '../language/jsonata.ts';
import { checkAtMostOne, checkNumber, checkPath } from './field-checks.ts';
import { isObject, type JsonObject } from './json.ts';
import { requiredParameters } from './required-parameters.ts';
import { parseTaskResource, type TaskResource } from './resource.ts';
import type { QueryLanguage, Scope } from './scope.ts';

const MAX_SECONDS = 99_999_999;

/** Checks a Task state: its resource and what it hands over, its time limits, and whose credentials it uses. */
export function checkTaskState(state: JsonObject, language: QueryLanguage, location: string, scope: Scope): void {
  const { diagnostics } = scope;
  const resource = checkResource(state['Resource'], location, scope);
  if (resource?.kind === 'integration' || resource?.kind === 'aws-sdk')
    checkParameters(state, resource, language, location, scope);
  const jsonata = language === 'JSONata';
  for (const name of ['TimeoutSeconds', 'HeartbeatSeconds']) {
    checkNumber(state, name, { min: 1, max: MAX_SECONDS, jsonata }, location, diagnostics);
    if (jsonata) continue;
    checkAtMostOne(state, [name, `${name}Path`], location, diagnostics);
    checkPath(state, `${name}Path`, location, scope);
  }
  const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = state;
  if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout) {
    diagnostics.schema(`${location}/HeartbeatSeconds`, 'HeartbeatSeconds must be less than TimeoutSeconds');
  }
  checkCredentials(state['Credentials'], resource, jsonata, `${location}/Credentials`, scope);
}

function checkResource(resource: unknown, location: string, { diagnostics, type }: Scope): TaskResource | undefined {
  if (resource === undefined) return undefined;
  const at = `${location}/Resource`;
  const refuse = (message: string): undefined => void diagnostics.schema(at, message);
  if (typeof resource !== 'string') return refuse('Expected value of type [STRING]');
  if (!resource.startsWith('arn:')) return refuse('Value is not a valid resource ARN');
  const parsed = parseTaskResource(resource);
  if (parsed === undefined) {
    return refuse(
      `The resource provided ${resource} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
    );
  }
  if (type === 'EXPRESS') {
    // The two spaces before "at", once the location is added, are the service's own.
    if (parsed.kind === 'activity') refuse('Express state machine does not support Activity ARN ');
    else if (parsed.pattern !== '') refuse(`Express state machine does not support '${parsed.pattern}' service integration `);
  }
  return parsed;
}

/** An integration needs parameters. */
function checkParameters(
  state: JsonObject,
  { action }: TaskResource,
  language: QueryLanguage,
  location: string,
  { diagnostics }: Scope,
): void {
  const field = language === 'JSONPath' ? 'Parameters' : 'Arguments';
  const parameters = state[field];
  if (parameters === undefined)
    return diagnostics.schema(location, `${field} field is required for resource ARN: ${String(state['Resource'])}`);
  if (!isObject(parameters)) return;
  for (const name of requiredParameters(action)) {
    if (parameters[name] === undefined && (language === 'JSONata' || parameters[`${name}.$`] === undefined))
      diagnostics.schema(`${location}/${field}`, `The field '${name}' is required but was missing`);
  }
}

function checkCredentials(
  credentials: unknown,
  resource: TaskResource | undefined,
  jsonata: boolean,
  at: string,
  { diagnostics }: Scope,
): void {
  if (credentials === undefined) return;
  if (resource?.kind === 'activity') return diagnostics.schema(at, "The field 'Credentials' is not supported for activities");
  if (jsonata && isJsonata(credentials)) return;
  if (!isObject(credentials)) return diagnostics.schema(at, 'Expected value of type [OBJECT]');
  if (credentials['RoleArn'] === undefined && (jsonata || credentials['RoleArn.$'] === undefined)) {
    diagnostics.schema(at, "The field 'RoleArn' is required but was missing");
  }
}
