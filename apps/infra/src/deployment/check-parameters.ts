import { ProcessingInstanceType, ProductionVariantInstanceType, TrainingInstanceType } from '@aws-sdk/client-sagemaker';
import { lacksInstanceType } from '@stepmaker/asl/pipeline';

/** A parameter as a template declares it. */
export interface DeclaredParameter {
  readonly Type: string;
  readonly Default?: string | number;
  readonly AllowedPattern?: string;
  readonly AllowedValues?: readonly (string | number)[];
  readonly MinValue?: number;
  readonly MaxValue?: number;
  readonly Description?: string;
}

/** The value of each parameter that nothing else is given for. Empty where the template has none. */
export function defaultsOf(declared: Readonly<Record<string, DeclaredParameter>>): Record<string, string> {
  return Object.fromEntries(Object.entries(declared).map(([name, { Default = '' }]) => [name, String(Default)]));
}

/** Instance types of SageMaker by parameter, from its API's lists. */
const INSTANCE_TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ProcessingInstanceType,
  TrainingInstanceType,
  EndpointInstanceType: ProductionVariantInstanceType,
};

/**
 * Checks values as CloudFormation and AWS would, before anything is sent.
 *
 * @param region where the stack is to be
 * @returns what is wrong, in plain words; nothing when all is right
 */
export function checkParameters(
  declared: Readonly<Record<string, DeclaredParameter>>,
  values: Readonly<Record<string, string>>,
  region: string,
): readonly string[] {
  const problems = Object.entries(values).flatMap(([name, value]) => {
    const parameter = declared[name];
    const must = parameter && (requirement(parameter, value) ?? specialRequirement(name, value, region));
    return must ? [`${name} must be ${must}, was "${value}"`] : [];
  });
  const isGiven = (name: string): boolean => (values[name] ?? '') !== '';
  if (isGiven('SubnetIds') !== isGiven('SecurityGroupIds')) {
    problems.push('SubnetIds and SecurityGroupIds belong together: give both, or neither');
  }
  return problems;
}

/** Describes the rule of the template that a value breaks. */
function requirement(parameter: DeclaredParameter, value: string): string | undefined {
  const { Type, AllowedPattern, AllowedValues, MinValue, MaxValue } = parameter;
  if (AllowedValues && !AllowedValues.map(String).includes(value)) return `one of ${AllowedValues.join(', ')}`;
  if (AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`).test(value)) return `text like ${AllowedPattern}`;
  if (Type !== 'Number') return undefined;
  const number = value.trim() === '' ? Number.NaN : Number(value);
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = { low: MinValue, high: MaxValue };
  if (number >= low && number <= high) return undefined;
  return `a number${MinValue === undefined ? '' : ` from ${MinValue}`}${MaxValue === undefined ? '' : ` to ${MaxValue}`}`;
}

/** Rules of AWS beyond the template. */
function specialRequirement(name: string, value: string, region: string): string | undefined {
  if (value === '') return undefined;
  const known = INSTANCE_TYPES[name];
  if (known && !Object.values(known).includes(value)) {
    const [, family = ''] = /^(ml\.[a-z0-9-]+)\./.exec(value) ?? [];
    const near = Object.values(known).filter((type) => type.startsWith(`${family}.`));
    return `an instance type of SageMaker${near.length > 0 ? ` such as ${near.join(', ')}` : ' such as ml.m5.large'}`;
  }
  if (known && lacksInstanceType(region, value)) return `of a family that the region ${region} has, such as ml.m5.large`;
  if (name !== 'S3BucketName') return undefined;
  const isWrong = /\.\.|\.-|-\.|^\d+\.\d+\.\d+\.\d+$|^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|--x-s3)$/.test(value);
  return isWrong
    ? 'a name that S3 allows: no two dots or dot and hyphen together, no IP address, no beginning or ending of S3’s own'
    : undefined;
}
