import { Aws, CfnMapping, Fn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { PipelineSettings } from '../settings.ts';

const REPOSITORY = 'sagemaker-scikit-learn';

/**
 * The accounts that publish AWS's scikit-learn image, by region. A region that is not here is refused by a rule of the template, in words,
 * before anything is created.
 *
 * @see https://github.com/aws/sagemaker-python-sdk (`image_uri_config/sklearn.json`, Apache-2.0)
 */
export const SCIKIT_LEARN_ACCOUNTS: Readonly<Record<string, string>> = {
  'af-south-1': '510948584623',
  'ap-east-1': '651117190479',
  'ap-northeast-1': '354813040037',
  'ap-northeast-2': '366743142698',
  'ap-northeast-3': '867004704886',
  'ap-south-1': '720646828776',
  'ap-south-2': '628508329040',
  'ap-southeast-1': '121021644041',
  'ap-southeast-2': '783357654285',
  'ap-southeast-3': '951798379941',
  'ap-southeast-4': '106583098589',
  'ca-central-1': '341280168497',
  'ca-west-1': '190319476487',
  'cn-north-1': '450853457545',
  'cn-northwest-1': '451049120500',
  'eu-central-1': '492215442770',
  'eu-central-2': '680994064768',
  'eu-north-1': '662702820516',
  'eu-south-1': '978288397137',
  'eu-south-2': '104374241257',
  'eu-west-1': '141502667606',
  'eu-west-2': '764974769150',
  'eu-west-3': '659782779980',
  'il-central-1': '898809789911',
  'me-central-1': '272398656194',
  'me-south-1': '801668240914',
  'sa-east-1': '737474898029',
  'us-east-1': '683313688378',
  'us-east-2': '257758044811',
  'us-gov-east-1': '237065988967',
  'us-gov-west-1': '414596584902',
  'us-iso-east-1': '833128469047',
  'us-isob-east-1': '281123927165',
  'us-isof-east-1': '108575199400',
  'us-isof-south-1': '124985052026',
  'us-west-1': '746614075791',
  'us-west-2': '246618743249',
};

/** Regions of AWS where it publishes no scikit-learn image. The mapping of the template lacks them, and CloudFormation refuses the stack. */
export const REGIONS_WITHOUT_IMAGE: readonly string[] = [
  'ap-east-2',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'eu-isoe-west-1',
  'eusc-de-east-1',
  'mx-central-1',
  'us-isob-west-1',
];

/** AWS's scikit-learn container, in the registry of the stack's own region. CloudFormation refuses a stack in a region without it. */
export class ScikitLearnImage extends Construct {
  /** The image that SageMaker runs. */
  readonly imageUri: string;
  /** Images that the execution role may pull. */
  readonly repositoryArn: string;

  constructor(scope: Construct, id: string, { settings }: { readonly settings: PipelineSettings }) {
    super(scope, id);
    const accounts = new CfnMapping(this, 'Accounts', {
      mapping: Object.fromEntries(Object.entries(SCIKIT_LEARN_ACCOUNTS).map(([region, Id]) => [region, { Id }])),
    });
    const Account = accounts.findInMap(Aws.REGION, 'Id');
    const tag = settings.inSub('Tag', settings.scikitLearnImageTag);
    this.imageUri = Fn.sub(`\${Account}.dkr.ecr.\${AWS::Region}.\${AWS::URLSuffix}/${REPOSITORY}:${tag.text}`, {
      Account,
      ...tag.variables,
    });
    this.repositoryArn = Fn.sub(`arn:\${AWS::Partition}:ecr:\${AWS::Region}:\${Account}:repository/${REPOSITORY}`, { Account });
  }
}
