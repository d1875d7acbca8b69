import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

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

/** The core stack's template. @throws Error where it has not been synthesised */
export function readTemplate(): Template {
  return JSON.parse(readBuilt('apps/infra/dist/ml-pipeline.template.json', 'nx synth infra')) as Template;
}

/** The lifecycle function for Terraform. @throws Error where it has not been bundled */
export function readLifecycleCode(): string {
  return readBuilt('apps/lifecycle-lambda/dist/bundle-terraform/index.js', 'nx run lifecycle-lambda:bundle-terraform');
}

function readBuilt(path: string, command: string): string {
  try {
    return readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), 'utf8');
  } catch (cause) {
    throw new Error(`There is no ${path}: npx ${command} makes it`, { cause });
  }
}
