import type { Template, TemplateParameter } from '../template/template.ts';
import { type Block, expression, type HclValue, renderBlocks } from './hcl.ts';
import { BOOLEAN_PARAMETERS, LIST_PARAMETERS, variableName } from './references.ts';

/** Additions to the descriptions of the template for readers without knowledge of CloudFormation. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  S3BucketName: 'Name of the bucket, which must be free in all of AWS; empty for a generated one',
  EndpointName: 'Endpoint that runs create or update; empty for the name of the pipeline',
  ProcessingInstanceType: 'Instance type of the processing and evaluation jobs',
  TrainingInstanceType: 'Instance type of the training jobs',
  EndpointInstanceType:
    'Instance type of the endpoint, billed by the hour; empty for ml.t2.medium, or ml.m5.large in a region without T2',
  ScikitLearnImageTag: "Tag of AWS's scikit-learn image",
  LogRetentionDays: 'Days for which logs are kept',
  SubnetIds: 'Subnets of the jobs and the endpoint; none for no VPC',
  SecurityGroupIds: 'Security groups of the jobs and the endpoint; none for no VPC',
  EnableNetworkIsolation: 'Containers of jobs and models get no network at all',
  KmsKeyArn: "ARN of a customer's key that encrypts; empty for keys of AWS",
  NotificationEmail: 'E-mail address for failed and rejected runs; empty for none',
  DataArns: 'S3 ARNs of data outside the bucket that runs may read, of buckets and of objects in them',
  AccessLogBucketName: 'Bucket that gets the access logs; empty for no access logs',
};

/** `parameters.tf`: the template's parameters as variables, with the same defaults and constraints. */
export function renderVariables({ Parameters }: Template): string {
  return renderBlocks(Object.entries(Parameters).map(([name, parameter]) => variable(name, parameter)));
}

function variable(name: string, parameter: TemplateParameter): Block {
  if (LIST_PARAMETERS.has(name)) return listVariable(name, parameter);
  if (BOOLEAN_PARAMETERS.has(name)) return booleanVariable(name, parameter);
  const isNumber = parameter.Type === 'Number';
  const { Default } = parameter;
  const variable = variableName(name);
  const validation = validationOf(variable, parameter);
  return {
    type: 'variable',
    labels: [variable],
    arguments: {
      description: DESCRIPTIONS[name] ?? parameter.Description ?? name,
      type: expression(isNumber ? 'number' : 'string'),
      ...(Default === undefined ? {} : { default: isNumber ? Number(Default) : Default }),
      nullable: false,
    },
    blocks: validation === undefined ? [] : [validation],
  };
}

function booleanVariable(name: string, { Default }: TemplateParameter): Block {
  return {
    type: 'variable',
    labels: [variableName(name)],
    arguments: {
      description: DESCRIPTIONS[name] ?? name,
      type: expression('bool'),
      default: Default === 'true',
      nullable: false,
    },
  };
}

/** The template's pattern is that of a list, `(sg-[0-9a-f]+(,sg-[0-9a-f]+)*)?`; the first group of it is that of an item. */
function listVariable(name: string, { AllowedPattern = '' }: TemplateParameter): Block {
  const variable = variableName(name);
  const item = /^\((.*?)\(,/.exec(AllowedPattern)?.[1] ?? '.+';
  return {
    type: 'variable',
    labels: [variable],
    arguments: { description: DESCRIPTIONS[name] ?? name, type: expression('list(string)'), default: [], nullable: false },
    blocks: [
      {
        type: 'validation',
        arguments: {
          condition: expression(`alltrue([for id in var.${variable} : can(regex(${JSON.stringify(`^${item}$`)}, id))])`),
          error_message: `Each of the variable ${variable} must match ${item}.`,
        },
      },
    ],
  };
}

function validationOf(variable: string, parameter: TemplateParameter): Block | undefined {
  const { AllowedPattern, AllowedValues, MinValue, MaxValue, ConstraintDescription } = parameter;
  const of = `var.${variable}`;
  if (AllowedPattern !== undefined) {
    const pattern = `^(?:${AllowedPattern})$`;
    return rule(
      `can(regex(${JSON.stringify(pattern).replaceAll('${', '$${')}, ${of}))`,
      ConstraintDescription ?? `must match ${AllowedPattern}`,
    );
  }
  if (AllowedValues !== undefined) {
    const values = AllowedValues.map((value) => (parameter.Type === 'Number' ? Number(value) : value));
    return rule(`contains(${JSON.stringify(values).replaceAll(',', ', ')}, ${of})`, `must be one of ${values.join(', ')}`);
  }
  if (MinValue !== undefined && MaxValue !== undefined)
    return rule(`${of} >= ${MinValue} && ${of} <= ${MaxValue}`, `must be from ${MinValue} to ${MaxValue}`);
  return undefined;

  function rule(condition: string, must: string): Block {
    const message = `The variable ${variable} ${must}.`.replaceAll('${', '$${').replaceAll('%{', '%%{');
    const given: Record<string, HclValue> = { condition: expression(condition), error_message: message };
    return { type: 'validation', arguments: given };
  }
}
