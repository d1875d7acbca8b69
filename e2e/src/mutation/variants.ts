import { policiesOf, rolesOf, type Statement, type Template, withProperty } from './template.ts';

/** A template from which one thing was taken. */
export interface Variant {
  /** Logical id of the role that has lost something. */
  readonly role: string;
  /** Removed part: `statement 3`, `s3:GetObject`, … */
  readonly taken: string;
  /** The actions that the role lacks, each with the index of its statement: what says in which scenarios something can break. */
  readonly actions: readonly string[];
  readonly template: Template;
}

/** Every template with one statement less, one action less, one resource of several less, or one role that trusts another service. */
export function variantsOf(template: Template): readonly Variant[] {
  const lesser = policiesOf(template).flatMap(({ resource, role, statements, replaced }) =>
    statements.flatMap((statement, index): Variant[] => {
      // It belongs to an option that no one has asked for.
      if (statement.Action === undefined) return [];
      const actions = listOf(statement.Action);
      const resources = Array.isArray(statement.Resource) ? (statement.Resource as readonly unknown[]) : [];
      const variant = (taken: string, lost: readonly string[], changed: Statement | undefined): Variant => ({
        role,
        taken,
        actions: lost,
        template: replaced(changed === undefined ? statements.toSpliced(index, 1) : statements.with(index, changed)),
      });
      const where = resource === role ? '' : ` of ${resource}`;
      return [
        variant(
          `statement ${index}${where} (${actions.length === 1 ? actions[0] : `${actions.length} actions`})`,
          actions,
          undefined,
        ),
        ...(actions.length === 1
          ? []
          : actions.map((action) =>
              variant(action, [action], { ...statement, Action: actions.filter((each) => each !== action) }),
            )),
        ...(resources.length < 2
          ? []
          : resources.map((taken) =>
              variant(`${actions[0]}… on ${nameOf(taken)}`, actions, {
                ...statement,
                Resource: resources.filter((each) => each !== taken),
              }),
            )),
      ];
    }),
  );
  return [...lesser, ...rolesOf(template).map((role) => distrusting(template, role))];
}

/** A role whose trust is in another service than the one that needs it. */
function distrusting(template: Template, role: string): Variant {
  const document = template.Resources[role]?.Properties['AssumeRolePolicyDocument'] as {
    readonly Statement: readonly Statement[];
  };
  const Statement = document.Statement.map((statement) => ({ ...statement, Principal: { Service: 'ec2.amazonaws.com' } }));
  return {
    role,
    taken: 'trust',
    actions: [],
    template: withProperty(template, role, 'AssumeRolePolicyDocument', { ...document, Statement }),
  };
}

/** An action or resource list, however it was written. */
export function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

function nameOf(resource: unknown): string {
  return typeof resource === 'string' ? resource : JSON.stringify(Object.values(resource as object)[0]).replaceAll('"', '');
}
