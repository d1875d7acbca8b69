import { isDeepStrictEqual } from 'node:util';
import type { Change, ResourceChangeDetail } from '@aws-sdk/client-cloudformation';
import { intrinsicText } from './intrinsic-text.ts';
import type { TemplateDocument } from './template-document.ts';

/** Change of a resource. */
export type ResourceAction = 'add' | 'change' | 'replace' | 'may-replace' | 'remove';

/** A property that changes. */
export interface PropertyEntry {
  /** Path such as `Properties/DisplayName`. */
  readonly path: string;
  /** Value before the change. Undefined when CloudFormation does not say. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Whether a change of this property replaces the resource. */
  readonly replaces: boolean;
}

/** A resource that a deployment would change. */
export interface ResourceEntry {
  readonly action: ResourceAction;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: readonly PropertyEntry[];
  /** Whether the resource decides who may do what. */
  readonly isSecurityRelevant: boolean;
}

const SECURITY_RELEVANT = /^AWS::(IAM|KMS)::|Policy$|::Permission$|::SecurityGroup/;

/** The resources of a change set. */
export function changedResources(changes: readonly Change[]): readonly ResourceEntry[] {
  return changes.flatMap(({ ResourceChange }) => {
    if (!ResourceChange) return [];
    const { Action, Replacement, LogicalResourceId = '', ResourceType = '', Details = [] } = ResourceChange;
    const action = actionOf(`${Action}`, Replacement);
    return [entry(action, LogicalResourceId, ResourceType, action === 'add' ? [] : properties(Details))];
  });
}

/** The resources that differ between two templates. Without CloudFormation, nothing is known about replacement. */
export function comparedResources(before: TemplateDocument, after: TemplateDocument): readonly ResourceEntry[] {
  const [old, next] = [before.Resources ?? {}, after.Resources ?? {}];
  const removed = Object.entries(old).filter(([id]) => !(id in next));
  return [
    ...Object.entries(next).flatMap(([id, resource]) => {
      const former = old[id];
      if (!former) return [entry('add', id, resource.Type, [])];
      if (isDeepStrictEqual(former, resource)) return [];
      const names = new Set([...Object.keys(former.Properties ?? {}), ...Object.keys(resource.Properties ?? {})]);
      const changed = [...names].flatMap((name): PropertyEntry[] => {
        const [left, right] = [former.Properties?.[name], resource.Properties?.[name]];
        if (isDeepStrictEqual(left, right)) return [];
        return [{ path: `Properties/${name}`, before: textOf(left), after: textOf(right), replaces: false }];
      });
      return [entry('change', id, resource.Type, changed)];
    }),
    ...removed.map(([id, { Type }]) => entry('remove', id, Type, [])),
  ];
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : intrinsicText(value);
}

function entry(action: ResourceAction, logicalId: string, type: string, changed: readonly PropertyEntry[]): ResourceEntry {
  return { action, logicalId, type, properties: changed, isSecurityRelevant: SECURITY_RELEVANT.test(type) };
}

function actionOf(action: string, replacement: string | undefined): ResourceAction {
  if (action === 'Add' || action === 'Import') return 'add';
  if (action === 'Remove') return 'remove';
  if (replacement === 'True') return 'replace';
  return replacement === 'Conditional' ? 'may-replace' : 'change';
}

/** One entry a path. A change set names a property once for each cause of its change. */
function properties(details: readonly ResourceChangeDetail[]): readonly PropertyEntry[] {
  const byPath = new Map<string, PropertyEntry>();
  for (const { Target } of details) {
    if (!Target) continue;
    const { Path, Attribute, Name, BeforeValue, AfterValue, RequiresRecreation } = Target;
    const path = Path?.replace(/^\//, '') ?? [Attribute, Name].filter((part) => part !== undefined).join('/');
    const known = byPath.get(path);
    byPath.set(path, {
      path,
      before: BeforeValue ?? known?.before,
      after: AfterValue ?? known?.after,
      replaces: RequiresRecreation === 'Always' || known?.replaces === true,
    });
  }
  return [...byPath.values()];
}
