import type { Construct } from 'constructs';
import { containerStatements } from './execution-role.ts';
import type { ScikitLearnImage } from './scikit-learn-image.ts';
import { ownArn, ServiceRole } from './service-role.ts';

/** The role of models that are deployed without a pipeline. Whoever owns the model archives grants it to read them. */
export class ModelRole extends ServiceRole {
  constructor(scope: Construct, id: string, { image }: { readonly image: ScikitLearnImage }) {
    super(scope, id, {
      service: 'sagemaker',
      sourceArn: ownArn('sagemaker', '*'),
      statements: containerStatements(image),
    });
  }
}
