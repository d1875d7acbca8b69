import { nearest } from '@stepmaker/pipeline-sdk';
import { type Check, missing, ok, warn } from '../check.ts';
import { readTemplate } from '../template.ts';

/** Whether AWS's scikit-learn image is offered in the region. */
export function imageCheck(region: () => Promise<string>): Check {
  return {
    name: 'Image',
    run: async () => {
      const template = readTemplate();
      if (template === undefined)
        return warn('the template is not built, so its regions are not known', 'npx nx build pipeline-artifacts');
      const accounts = template.Mappings.ScikitLearnAccounts;
      const name = await region();
      const account = accounts[name]?.Id;
      const near = nearest(name, Object.keys(accounts));
      if (account === undefined)
        return missing(
          `AWS offers its scikit-learn image in ${Object.keys(accounts).length} regions, ${name} is not among them`,
          near === undefined ? `One of ${Object.keys(accounts).join(', ')}` : `Did you mean --region ${near}?`,
        );
      return ok(`sagemaker-scikit-learn:${template.Parameters['ScikitLearnImageTag']?.Default} of account ${account}`);
    },
  };
}
