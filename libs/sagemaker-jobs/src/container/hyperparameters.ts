/** A hyperparameter as the training toolkit passes it: decoded from JSON where it is JSON, else the text. */
export type HyperparameterValue = unknown;

/** Hyperparameters in the two parts that the toolkit makes of them. */
export interface Hyperparameters {
  /** Hyperparameters of the user's script. */
  readonly user: Readonly<Record<string, HyperparameterValue>>;
  /** Hyperparameters of the toolkit itself, whose names begin with `sagemaker_`. */
  readonly toolkit: Readonly<Record<string, HyperparameterValue>>;
}

/** Reads the API's map of text to text as the training toolkit does. */
export function readHyperparameters(map: Readonly<Record<string, string>> = {}): Hyperparameters {
  const user: Record<string, unknown> = {};
  const toolkit: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(map)) {
    const ofToolkit = name.startsWith('sagemaker_') || name === '_tuning_objective_metric' || name === 'default_user_module_name';
    (ofToolkit ? toolkit : user)[name] = decode(text);
  }
  return { user, toolkit };
}

/** `--name value` for each hyperparameter, in the order of names; one letter takes one dash. */
export function toCommandLine(hyperparameters: Readonly<Record<string, HyperparameterValue>>): string[] {
  return Object.entries(hyperparameters)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]) => [`${name.length === 1 ? '-' : '--'}${name}`, argument(value)]);
}

/** JSON as Python's `json.dumps(value, sort_keys=True, separators=(',', ':'))` writes it for the toolkit's variables; text stays as it is. */
export function toVariable(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return JSON.stringify(sorted(value));
}

function decode(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function argument(value: unknown): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && !Array.isArray(value)) {
    return Object.entries(value)
      .map(([key, each]) => `${key}=${argument(each)}`)
      .join(',');
  }
  return JSON.stringify(value);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
