import type { DesiredResource } from './resource-operations.ts';
import { resourceTypeOf } from './resource-types/resource-type.ts';
import { parameterTexts } from './stack-inputs.ts';
import type { ResourceRecord, StackInputs, StackRecord } from './stack-store.ts';
import type { Stacks } from './stacks.ts';
import { Evaluation, type EvaluationPorts } from './template/evaluation.ts';
import type { Json } from './template/json.ts';
import { dependenciesOf } from './template/references.ts';
import { type ResourceDeclaration, readTemplate } from './template/template.ts';
import { validationError } from './template/validation-error.ts';

/** A template evaluated for a stack: what the stack is to hold. */
export class DesiredStack {
  readonly evaluation: Evaluation;
  /** Dependencies of each wanted resource. */
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
        const all = dependenciesOf(this.#declaration(logicalId), template, (name) => this.evaluation.holds(name));
        return [logicalId, all.filter((name) => wanted.includes(name))];
      }),
    );
  }

  /** Desired state of one resource, with its properties resolved. */
  resource(logicalId: string): DesiredResource {
    const declaration = this.#declaration(logicalId);
    const policy = (value: Json | undefined): string => String(value === undefined ? 'Delete' : this.evaluation.resolve(value));
    const metadata = declaration.Metadata === undefined ? undefined : this.evaluation.resolve(declaration.Metadata);
    return {
      logicalId,
      type: declaration.Type,
      properties: this.evaluation.properties(logicalId),
      dependencies: this.dependencies.get(logicalId) as readonly string[],
      deletionPolicy: policy(declaration.DeletionPolicy),
      updateReplacePolicy: policy(declaration.UpdateReplacePolicy),
      ...(metadata === undefined ? {} : { metadata }),
    };
  }

  /** The record of a resource that does not exist and whose properties cannot be resolved. */
  unresolved(logicalId: string): ResourceRecord {
    return {
      logicalId,
      type: this.#declaration(logicalId).Type,
      status: '',
      timestampMillis: 0,
      dependencies: this.dependencies.get(logicalId) as readonly string[],
      deletionPolicy: 'Delete',
      updateReplacePolicy: 'Delete',
    };
  }

  #declaration(logicalId: string): ResourceDeclaration {
    return this.evaluation.template.resources[logicalId] as ResourceDeclaration;
  }
}

/**
 * Reads ids and attributes from a stack's records.
 *
 * @throws AwsError `ValidationError` where a resource exists and does not have the attribute
 */
export function recordedResources(stacks: Stacks, stackId: string): EvaluationPorts['resource'] {
  return (logicalId, attribute) => {
    const record = stacks.resource(stackId, logicalId);
    if (record?.physicalId === undefined || record.status === 'DELETE_COMPLETE') return undefined;
    if (attribute === undefined) return record.physicalId;
    const value = record.attributes?.[attribute];
    if (value !== undefined) return value;
    throw validationError(
      resourceTypeOf(stacks.types, record.type)?.attributes === 'any'
        ? `CustomResource attribute error: Vendor response doesn't contain ${attribute} key`
        : `Attribute '${attribute}' does not exist`,
    );
  };
}
