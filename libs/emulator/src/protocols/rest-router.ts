import type { ApiModel, HttpTrait } from '../core/api-model.ts';
import { shapeOf } from '../core/api-model.ts';

/** Route of a request's method, path and query. */
export interface RestMatch {
  readonly operation: string;
  /** Labels of the URI template, decoded. */
  readonly labels: Readonly<Record<string, string>>;
}

interface Route {
  readonly operation: string;
  readonly method: string;
  readonly segments: readonly Segment[];
  /** Query parameters of the template itself, e.g. `tagging` or `list-type=2`. */
  readonly literals: readonly (readonly [string, string | undefined])[];
  /** Required members that travel in the query or as headers; they distinguish PutObject from UploadPart and CopyObject. */
  readonly requiredQuery: readonly string[];
  readonly requiredHeaders: readonly string[];
  readonly served: boolean;
}

type Segment = { readonly literal: string } | { readonly label: string; readonly greedy: boolean };

const routers = new WeakMap<ApiModel, readonly Route[]>();

/** The operation of a REST service that a request means; of several, the one that asks for most of what the request has. */
export function matchRoute(
  model: ApiModel,
  request: {
    readonly method: string;
    readonly path: string;
    readonly query: URLSearchParams;
    readonly headers: Readonly<Record<string, string>>;
  },
): RestMatch | undefined {
  const routes = routers.get(model) ?? buildRoutes(model);
  routers.set(model, routes);
  const parts = splitPath(request.path);
  let best: { readonly route: Route; readonly score: number; readonly labels: Record<string, string> } | undefined;
  for (const route of routes) {
    if (route.method !== request.method) continue;
    const labels = matchSegments(route.segments, parts);
    if (labels === undefined) continue;
    const score = scoreOf(route, request);
    if (score !== undefined && (best === undefined || score > best.score)) best = { route, score, labels };
  }
  return best === undefined ? undefined : { operation: best.route.operation, labels: best.labels };
}

function buildRoutes(model: ApiModel): Route[] {
  const routes: Route[] = [];
  for (const [operation, { http, input }] of Object.entries(model.operations)) {
    const shape = input === undefined ? undefined : shapeOf(model, input);
    const required = (shape?.required ?? []).map((name) => shape?.members?.[name]);
    const wireNames = (location: string): string[] =>
      required.flatMap((member) =>
        member?.location === location && member.locationName !== undefined ? [member.locationName] : [],
      );
    routes.push({
      ...template(operation, http),
      requiredQuery: wireNames('querystring'),
      requiredHeaders: wireNames('header').map((name) => name.toLowerCase()),
      served: true,
    });
  }
  for (const [operation, { method, requestUri }] of Object.entries(model.otherOperations)) {
    if (method !== undefined && requestUri !== undefined)
      routes.push({ ...template(operation, { method, requestUri }), requiredQuery: [], requiredHeaders: [], served: false });
  }
  return routes;
}

function template(
  operation: string,
  { method, requestUri }: HttpTrait,
): Pick<Route, 'operation' | 'method' | 'segments' | 'literals'> {
  const [path = '', query = ''] = requestUri.split('?');
  return {
    operation,
    method,
    segments: splitPath(path).map((part) => {
      const label = /^\{(.+?)(\+?)\}$/u.exec(part);
      return label === null ? { literal: part } : { label: label[1] as string, greedy: label[2] === '+' };
    }),
    literals: query === '' ? [] : query.split('&').map((pair) => splitPair(pair)),
  };
}

function splitPair(pair: string): readonly [string, string | undefined] {
  const equals = pair.indexOf('=');
  return equals < 0 ? [pair, undefined] : [pair.slice(0, equals), pair.slice(equals + 1)];
}

/** The segments of a path. One trailing slash counts for nothing, except within a greedy label, which looks at the raw path again. */
function splitPath(path: string): string[] {
  const parts = path.split('/').slice(1);
  if (parts.at(-1) === '' && parts.length <= 2) parts.pop();
  return parts;
}

function matchSegments(segments: readonly Segment[], parts: readonly string[]): Record<string, string> | undefined {
  const given = parts.length === segments.length + 1 && parts.at(-1) === '' && !hasGreedy(segments) ? parts.slice(0, -1) : parts;
  const wanted =
    segments.at(-1) !== undefined &&
    'literal' in (segments.at(-1) as Segment) &&
    (segments.at(-1) as { literal: string }).literal === ''
      ? segments.slice(0, -1)
      : segments;
  const labels: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const part = given[index];
    if (part === undefined) return undefined;
    if ('literal' in segment) {
      if (segment.literal !== part) return undefined;
    } else if (segment.greedy) {
      labels[segment.label] = decode(given.slice(index).join('/'));
      return labels;
    } else {
      if (part === '') return undefined;
      labels[segment.label] = decode(part);
    }
  }
  return given.length === wanted.length ? labels : undefined;
}

function hasGreedy(segments: readonly Segment[]): boolean {
  return segments.some((segment) => 'greedy' in segment && segment.greedy);
}

/** Higher is more specific; undefined where a literal of the query is missing. */
function scoreOf(
  route: Route,
  { query, headers }: { readonly query: URLSearchParams; readonly headers: Readonly<Record<string, string>> },
): number | undefined {
  for (const [name, value] of route.literals) {
    const found = query.get(name);
    if (found === null || (value !== undefined && value !== found)) return undefined;
  }
  const missing =
    route.requiredQuery.filter((name) => !query.has(name)).length +
    route.requiredHeaders.filter((name) => headers[name] === undefined).length;
  const present = route.requiredQuery.length + route.requiredHeaders.length - missing;
  const literalSegments = route.segments.filter((segment) => 'literal' in segment).length;
  return literalSegments * 1000 + route.literals.length * 100 + present * 10 - missing * 50 + (route.served ? 1 : 0);
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
