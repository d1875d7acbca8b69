/** A CloudFormation template, as far as roles are concerned. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly [section: string]: unknown;
}

/** A resource of a template. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly [attribute: string]: unknown;
}

/** A statement of a policy in a template. */
export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

/** A statement that is there under a condition of the template only. */
export interface ConditionalStatement {
  readonly 'Fn::If': readonly unknown[];
  readonly Action?: undefined;
}

/** A policy within a template: of a role itself, or of a separate `AWS::IAM::Policy`. */
export interface PolicyPlace {
  /** Logical id of the resource with the policy. */
  readonly resource: string;
  /** Logical id of the role that it is about. */
  readonly role: string;
  readonly statements: readonly (Statement | ConditionalStatement)[];
  /** The template with other statements in this place. */
  readonly replaced: (statements: readonly (Statement | ConditionalStatement)[]) => Template;
}

interface Document {
  readonly Statement: PolicyPlace['statements'];
}

/**
 * Every permission policy of a template, but for those of options that no one has asked for: a network or a key of one's own, neither of which
 * the embedded AWS has.
 */
export function policiesOf(template: Template): readonly PolicyPlace[] {
  return Object.entries(template.Resources).flatMap(([id, { Type, Properties, Condition }]): PolicyPlace[] => {
    if (Condition !== undefined) return [];
    if (Type === 'AWS::IAM::Role') {
      const policies = (Properties['Policies'] ?? []) as readonly { readonly PolicyDocument: Document }[];
      return policies.map((policy, index) => ({
        resource: id,
        role: id,
        statements: policy.PolicyDocument.Statement,
        replaced: (Statement) =>
          withProperty(
            template,
            id,
            'Policies',
            policies.with(index, { ...policy, PolicyDocument: { ...policy.PolicyDocument, Statement } }),
          ),
      }));
    }
    if (Type !== 'AWS::IAM::Policy') return [];
    const [role] = Properties['Roles'] as readonly { readonly Ref: string }[];
    const document = Properties['PolicyDocument'] as Document;
    return [
      {
        resource: id,
        role: role?.Ref ?? '',
        statements: document.Statement,
        replaced: (Statement) => withProperty(template, id, 'PolicyDocument', { ...document, Statement }),
      },
    ];
  });
}

/** The logical ids of a template's roles. */
export function rolesOf({ Resources }: Template): readonly string[] {
  return Object.entries(Resources).flatMap(([id, { Type }]) => (Type === 'AWS::IAM::Role' ? [id] : []));
}

/** A template in which a resource has another value for a property. */
export function withProperty(template: Template, id: string, property: string, value: unknown): Template {
  const resource = template.Resources[id] as Resource;
  const changed = { ...resource, Properties: { ...resource.Properties, [property]: value } };
  return { ...template, Resources: { ...template.Resources, [id]: changed } };
}
