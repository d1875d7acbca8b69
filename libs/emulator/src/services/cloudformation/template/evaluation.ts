import { dnsSuffixOf } from '../../../core/partition.ts';
import { evaluateCondition, KNOWN_AFTER_APPLY, resolve, type Scope } from './intrinsics.ts';
import type { Json } from './json.ts';
import type { ParameterValue } from './parameters.ts';
import { checkRules } from './rules.ts';
import type { Template } from './template.ts';
import { validationError } from './validation-error.ts';

/** Facts of a stack that pseudo parameters return. */
export interface StackFacts {
  readonly stackId: string;
  readonly stackName: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly notificationArns: readonly string[];
}

/** Values outside of the template, for an evaluation. */
export interface EvaluationPorts {
  /** The id or an attribute of a resource that exists; undefined where it does not (yet). */
  readonly resource: (logicalId: string, attribute: string | undefined) => Json | undefined;
  readonly importValue: (name: string) => Json;
}

/** A template with values: says which resources it asks for, and what their properties are. */
export class Evaluation {
  readonly template: Template;
  readonly #scope: Scope;
  readonly #conditions = new Map<string, boolean>();
  readonly #evaluating = new Set<string>();

  constructor(template: Template, parameters: readonly ParameterValue[], facts: StackFacts, ports: EvaluationPorts) {
    this.template = template;
    this.#scope = {
      parameters: { ...pseudoParameters(facts), ...Object.fromEntries(parameters.map(({ key, resolved }) => [key, resolved])) },
      mappings: template.mappings,
      condition: (name) => this.holds(name),
      resource: (logicalId, attribute) => {
        const declaration = template.resources[logicalId];
        if (!declaration || (declaration.Condition !== undefined && !this.holds(declaration.Condition))) return undefined;
        return ports.resource(logicalId, attribute) ?? KNOWN_AFTER_APPLY;
      },
      importValue: ports.importValue,
      availabilityZones: (region) => ['a', 'b', 'c'].map((zone) => `${region}${zone}`),
    };
  }

  /** Whether a condition of the template holds. */
  holds(name: string): boolean {
    const known = this.#conditions.get(name);
    if (known !== undefined) return known;
    const condition = this.template.conditions[name];
    if (condition === undefined || this.#evaluating.has(name)) {
      throw validationError(
        `Template format error: Unresolved condition dependency ${name} in the Conditions block of the template`,
      );
    }
    this.#evaluating.add(name);
    const holds = evaluateCondition(condition, this.#scope);
    this.#evaluating.delete(name);
    this.#conditions.set(name, holds);
    return holds;
  }

  /** The logical ids of the resources whose condition holds. @throws AwsError where one of them points at one that is left out */
  resources(): string[] {
    return Object.entries(this.template.resources)
      .filter(([, { Condition }]) => Condition === undefined || this.holds(Condition))
      .map(([logicalId]) => logicalId);
  }

  /** A resource's properties with all functions resolved. */
  properties(logicalId: string): Record<string, Json> {
    return (this.resolve(this.template.resources[logicalId]?.Properties ?? {}) ?? {}) as Record<string, Json>;
  }

  /** A value with all functions resolved. */
  resolve(value: Json): Json | undefined {
    return resolve(value, this.#scope);
  }

  /** Evaluates all conditions and checks the rules. */
  check(): void {
    for (const name of Object.keys(this.template.conditions)) this.holds(name);
    checkRules(this.template, this.#scope);
  }
}

function pseudoParameters(facts: StackFacts): Record<string, Json> {
  return {
    'AWS::AccountId': facts.account,
    'AWS::NotificationARNs': [...facts.notificationArns],
    'AWS::Partition': facts.partition,
    'AWS::Region': facts.region,
    'AWS::StackId': facts.stackId,
    'AWS::StackName': facts.stackName,
    'AWS::URLSuffix': dnsSuffixOf(facts.partition),
  };
}
