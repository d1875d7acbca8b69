import type { Change, ResourceChange } from '@aws-sdk/client-cloudformation';
import type { PlannedChange } from './stack-store.ts';
import { isSame } from './template/json.ts';

/**
 * A planned change as DescribeChangeSet returns it.
 *
 * @param withValues includes property values: `IncludePropertyValues`
 */
export function changeDescription(change: PlannedChange, withValues: boolean): Change {
  const resource: ResourceChange = {
    Action: change.action,
    LogicalResourceId: change.logicalId,
    ...(change.physicalId === undefined ? {} : { PhysicalResourceId: change.physicalId }),
    ResourceType: change.type,
    ...(change.replacement === undefined ? {} : { Replacement: change.replacement }),
    Scope: [...change.scope] as NonNullable<ResourceChange['Scope']>,
    Details: change.details
      .flatMap((detail) => (withValues ? leavesOf(detail) : [detail]))
      .map((detail) => toDetail(detail, withValues)),
    ...(change.policyAction === undefined
      ? {}
      : { PolicyAction: change.policyAction as NonNullable<ResourceChange['PolicyAction']> }),
    ...(withValues && change.beforeContext !== undefined ? { BeforeContext: change.beforeContext } : {}),
    ...(withValues && change.afterContext !== undefined ? { AfterContext: change.afterContext } : {}),
  };
  return { Type: 'Resource', ResourceChange: resource };
}

type Detail = PlannedChange['details'][number] & { readonly path?: string };

function toDetail(detail: Detail, withValues: boolean): NonNullable<ResourceChange['Details']>[number] {
  const { attribute, name, requiresRecreation, before, after, path } = detail;
  const isKnownLater = after?.includes('{{changeSet:') === true;
  return {
    Target: {
      Attribute: attribute as 'Properties',
      ...(name === undefined ? {} : { Name: name }),
      RequiresRecreation: requiresRecreation,
      ...(withValues && name !== undefined ? { Path: path ?? `/Properties/${name}` } : {}),
      ...(withValues && before !== undefined ? { BeforeValue: before } : {}),
      ...(withValues && after !== undefined ? { AfterValue: after } : {}),
      ...(withValues ? { AttributeChangeType: changeType(detail) } : {}),
    },
    Evaluation: isKnownLater ? 'Dynamic' : 'Static',
    ChangeSource: isKnownLater ? 'ResourceAttribute' : 'DirectModification',
  };
}

/** A change of a property with members inside, as the changes of those members. */
function leavesOf(detail: Detail): Detail[] {
  const { name, before, after } = detail;
  if (name === undefined || before === undefined || after === undefined) return [detail];
  const leaves: Detail[] = [];
  const visit = (left: unknown, right: unknown, path: string): void => {
    if (isSame(left, right)) return;
    const [lefts, rights] = [membersOf(left), membersOf(right)];
    if (lefts === undefined || rights === undefined || Array.isArray(left) !== Array.isArray(right)) {
      const { before: _before, after: _after, ...rest } = detail;
      leaves.push({
        ...rest,
        path,
        ...(left === undefined ? {} : { before: textOf(left) }),
        ...(right === undefined ? {} : { after: textOf(right) }),
      });
      return;
    }
    for (const member of new Set([...Object.keys(lefts), ...Object.keys(rights)]))
      visit(lefts[member], rights[member], `${path}/${member}`);
  };
  visit(parsed(before), parsed(after), `/Properties/${name}`);
  return leaves.length === 0 ? [detail] : leaves;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
}

function parsed(text: string): unknown {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function changeType({ before, after }: { readonly before?: string; readonly after?: string }): 'Add' | 'Remove' | 'Modify' {
  if (before === undefined) return 'Add';
  return after === undefined ? 'Remove' : 'Modify';
}
