import type { DesiredResource } from './resource-operations.ts';
import { parameterTexts } from './stack-inputs.ts';
import type { StackInputs, StackRecord } from './stack-store.ts';
import type { Stacks } from './stacks.ts';
import { Evaluation, type EvaluationPorts } from './template/evaluation.ts';
import type { Json } from './template/json.ts';
import { dependenciesOf } from './template/references.ts';
import { readTemplate } from './template/template.ts';

/** A template evaluated for a stack: what the stack is to hold. */
export class DesiredStack {
  readonly evaluation: Evaluation;
  /** For each resource that is wanted, those that have to be there first. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  /** Names of the exports that values have been taken from so far. */
  readonly imports: Set<string> = new Set();

  constructor(
    stacks: Stacks,
    stack: Pick<StackRecord, 'id' | 'name' | 'region'>,
    inputs: StackInputs,
    resource: EvaluationPorts['resource'],
  ) {
    const { account, partition } = stacks.runtime;
    this.evaluation = new Evaluation(
      readTemplate(inputs.templateBody, parameterTexts([], inputs.parameters)),
      inputs.parameters,
      {
        stackId: stack.id,
        stackName: stack.name,
        region: stack.region,
        account,
        partition,
        notificationArns: inputs.notificationArns,
      },
      {
        resource,
        importValue: (name) => {
          this.imports.add(name);
          return stacks.importValue(name, stack.region);
        },
      },
    );
    const { template } = this.evaluation;
    const wanted = this.evaluation.resources();
    this.dependencies = new Map(
      wanted.map((logicalId) => {
        const declaration = template.resources[logicalId];
        const all = declaration ? dependenciesOf(declaration, template, (name) => this.evaluation.holds(name)) : [];
        return [logicalId, all.filter((name) => wanted.includes(name))];
      }),
    );
  }

  /** What is wanted of one resource, with its properties resolved. */
  resource(logicalId: string): DesiredResource {
    const declaration = this.evaluation.template.resources[logicalId];
    if (!declaration) throw new Error(`${logicalId} is not in the template`);
    const policy = (value: Json | undefined): string => String(value === undefined ? 'Delete' : this.evaluation.resolve(value));
    const metadata = declaration.Metadata === undefined ? undefined : this.evaluation.resolve(declaration.Metadata);
    return {
      logicalId,
      type: declaration.Type,
      properties: this.evaluation.properties(logicalId),
      dependencies: this.dependencies.get(logicalId) ?? [],
      deletionPolicy: policy(declaration.DeletionPolicy),
      updateReplacePolicy: policy(declaration.UpdateReplacePolicy),
      ...(metadata === undefined ? {} : { metadata }),
    };
  }
}

/** Reads ids and attributes from a stack's records. */
export function recordedResources(stacks: Stacks, stackId: string): EvaluationPorts['resource'] {
  return (logicalId, attribute) => {
    const record = stacks.resource(stackId, logicalId);
    if (record?.physicalId === undefined || record.status === 'DELETE_COMPLETE') return undefined;
    return attribute === undefined ? record.physicalId : attributeOf(record.attributes ?? {}, attribute);
  };
}

/** An attribute by its name; a dotted one may lie in an object that is an attribute. */
export function attributeOf(attributes: Readonly<Record<string, Json>>, name: string): Json | undefined {
  const whole = attributes[name];
  if (whole !== undefined) return whole;
  let value: Json | undefined = attributes as { [key: string]: Json };
  for (const part of name.split('.')) {
    value =
      typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { [key: string]: Json })[part] : undefined;
  }
  return value;
}
