import {
  CfnCondition,
  CfnParameter,
  type CfnResource,
  Fn,
  type IResolvable,
  Reference,
  Stack,
  Token,
  Tokenization,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkProps } from './check-props.ts';
import { DEFAULTS, type MlPipelineProps } from './ml-pipeline-props.ts';

/** Whether there is something: known at synthesis, or decided by CloudFormation when the stack is deployed. */
export type Given = boolean | CfnCondition;

/**
 * Properties of the construct, with the defaults filled in. A plain value decides at synthesis what is made. A parameter of the
 * stack's template may be empty: conditions of the template decide then. Any other token stands for a value that is there.
 */
export class PipelineSettings extends Construct {
  readonly bucketName: string;
  readonly modelPerformanceThreshold: string;
  readonly processingInstanceType: string;
  readonly trainingInstanceType: string;
  /** Empty for the default of the region, which the machine chooses. */
  readonly endpointInstanceType: string;
  readonly endpointName: string;
  readonly scikitLearnImageTag: string;
  readonly notificationEmail: string;
  readonly logRetentionDays: number;
  readonly dataRetentionDays: number;
  /** Separated by commas. */
  readonly subnetIds: string;
  /** Separated by commas. */
  readonly securityGroupIds: string;
  /** `true` or `false`. */
  readonly enableNetworkIsolation: string;
  readonly kmsKeyArn: string;
  /** Separated by commas. */
  readonly dataArns: string;
  readonly accessLogBucketName: string;
  private readonly conditions = new Map<CfnParameter, CfnCondition>();

  /** @param construct the class whose properties these are, for messages */
  constructor(scope: Construct, id: string, props: MlPipelineProps, construct = 'MlPipeline') {
    super(scope, id);
    checkProps(props, construct);
    this.bucketName = props.bucketName ?? '';
    const threshold = props.modelPerformanceThreshold ?? DEFAULTS.modelPerformanceThreshold;
    this.modelPerformanceThreshold = Token.isUnresolved(threshold) ? Token.asString(threshold) : String(threshold);
    this.processingInstanceType = props.processingInstanceType ?? DEFAULTS.processingInstanceType;
    this.trainingInstanceType = props.trainingInstanceType ?? DEFAULTS.trainingInstanceType;
    this.endpointInstanceType = props.endpointInstanceType ?? '';
    this.endpointName = props.endpointName ?? '';
    this.scikitLearnImageTag = props.scikitLearnImageTag ?? DEFAULTS.scikitLearnImageTag;
    this.notificationEmail = props.notificationEmail ?? '';
    this.logRetentionDays = props.logRetentionDays ?? DEFAULTS.logRetentionDays;
    this.dataRetentionDays = props.dataRetentionDays ?? DEFAULTS.dataRetentionDays;
    this.subnetIds = joined(props.subnetIds ?? '');
    this.securityGroupIds = joined(props.securityGroupIds ?? '');
    this.enableNetworkIsolation = String(props.enableNetworkIsolation ?? false);
    this.kmsKeyArn = props.kmsKeyArn ?? '';
    this.dataArns = joined(props.dataArns ?? '');
    this.accessLogBucketName = props.accessLogBucketName ?? '';
  }

  /** Whether an optional value is there. */
  given(value: string): Given {
    const parameter = this.parameterOf(value);
    if (parameter === undefined) return value !== '';
    const known = this.conditions.get(parameter);
    if (known) return known;
    const expression = Fn.conditionNot(Fn.conditionEquals(parameter.valueAsString, ''));
    const condition = new CfnCondition(this, `Has${parameter.node.id}`, { expression });
    this.conditions.set(parameter, condition);
    return condition;
  }

  /** `given` where `value` is there, else `otherwise`. */
  when(value: string, given: string, otherwise: string): string {
    const is = this.given(value);
    if (typeof is === 'boolean') return is ? given : otherwise;
    return Fn.conditionIf(is.logicalId, given, otherwise).toString();
  }

  /** The property `name` with `value` where it is there, else no property. */
  property<Name extends string>(name: Name, value: string): { readonly [Key in Name]?: string } {
    const is = this.given(value);
    if (is === false) return {};
    const text = is === true ? value : Fn.conditionIf(is.logicalId, value, { Ref: 'AWS::NoValue' }).toString();
    return { [name]: text } as { readonly [Key in Name]?: string };
  }

  /** The property `name` with `members` where `value` is there, else no property. */
  objectProperty<Name extends string, Members extends object>(
    name: Name,
    value: string,
    members: Members,
  ): { readonly [Key in Name]?: Members | IResolvable } {
    const is = this.given(value);
    if (is === false) return {};
    const whole = is === true ? members : Fn.conditionIf(is.logicalId, inTemplateWords(members), { Ref: 'AWS::NoValue' });
    return { [name]: whole } as { readonly [Key in Name]?: Members | IResolvable };
  }

  /** Returns a list with `item` where `value` is given, else an empty one. */
  items(value: string, item: object): readonly object[] {
    const is = this.given(value);
    if (is === false) return [];
    return [is === true ? item : Fn.conditionIf(is.logicalId, item, { Ref: 'AWS::NoValue' })];
  }

  /** Returns the text for `value` within an `Fn::Sub`, and the variables that the text needs then: `name` or none. */
  inSub(name: string, value: string): { readonly text: string; readonly variables: Readonly<Record<string, string>> } {
    const parameter = this.parameterOf(value);
    if (parameter) return { text: `\${${parameter.logicalId}}`, variables: {} };
    return Token.isUnresolved(value) ? { text: `\${${name}}`, variables: { [name]: value } } : { text: value, variables: {} };
  }

  private parameterOf(value: string): CfnParameter | undefined {
    const token = Token.isUnresolved(value) ? Tokenization.reverse(value) : undefined;
    if (!Reference.isReference(token) || !(token.target instanceof CfnParameter)) return undefined;
    return Stack.of(token.target) === Stack.of(this) ? token.target : undefined;
  }
}

/** Makes the resource depend on the condition, where there is one. */
export function onlyWhen(resource: CfnResource, given: Given): void {
  if (typeof given !== 'boolean') resource.cfnOptions.condition = given;
}

function joined(ids: string | readonly string[]): string {
  if (typeof ids === 'string') return ids;
  const isPlain = !Token.isUnresolved(ids) && !ids.some((id) => Token.isUnresolved(id));
  return isPlain ? ids.join(',') : Fn.join(',', [...ids]);
}

/** Returns a value for `Fn::If`, whose content gets to the template unchanged: there, names of members begin with a capital. */
function inTemplateWords(members: object): object {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [`${name.charAt(0).toUpperCase()}${name.slice(1)}`, value]),
  );
}
