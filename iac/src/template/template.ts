import { coreTemplate, lambdaBundle } from '@stepmaker/pipeline-artifacts';

/** A parameter of a template. */
export interface TemplateParameter {
  readonly Type: string;
  readonly Default?: string | number;
  readonly Description?: string;
  readonly AllowedPattern?: string;
  readonly AllowedValues?: readonly (string | number)[];
  readonly ConstraintDescription?: string;
  readonly MinValue?: number;
  readonly MaxValue?: number;
}

/** A resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
}

/** A CloudFormation template as the CDK app writes it. */
export interface Template {
  readonly Parameters: Readonly<Record<string, TemplateParameter>>;
  readonly Mappings: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown; readonly Description?: string }>>;
}

/** Reads the core stack's template. @throws ArtifactNotBuiltError when it has not been synthesised */
export function readTemplate(): Template {
  return JSON.parse(coreTemplate()) as Template;
}

/** Reads the lifecycle function as Terraform calls it. @throws ArtifactNotBuiltError when it has not been bundled */
export function readLifecycleCode(): string {
  return lambdaBundle('lifecycle-terraform');
}
