import { expect, it } from 'vitest';
import { ansiPalette } from '../palette.ts';
import { reviewText } from './review-text.ts';

it('reviewText colours what is added, changed, removed and relevant to security', () => {
  const text = reviewText(
    {
      stackName: 'colours',
      isNew: false,
      resources: [
        { action: 'add', logicalId: 'Role', type: 'AWS::IAM::Role', properties: [], isSecurityRelevant: true },
        { action: 'may-replace', logicalId: 'Queue', type: 'AWS::SQS::Queue', properties: [], isSecurityRelevant: false },
      ],
      statements: [{ kind: 'remove', logicalId: 'Role', text: 'Allow x', isBroad: false }],
      parameters: [{ kind: 'change', name: 'Days', before: '', after: '7' }],
      outputs: [],
    },
    ansiPalette,
  );

  expect(text.replaceAll('\u001B', '␛')).toMatchInlineSnapshot(`
    "␛[1mcolours␛[22m
    ␛[1m  Resources␛[22m
      ␛[35m!␛[39m ␛[32m+ Role␛[39m  ␛[2mAWS::IAM::Role␛[22m␛[32m␛[39m
        ␛[33m~ Queue␛[39m  ␛[2mAWS::SQS::Queue␛[22m␛[33m (may be replaced)␛[39m
    ␛[1m  IAM statements␛[22m
        ␛[31m- Role: Allow x␛[39m
    ␛[1m  Parameters␛[22m
        ␛[33m~ Days: "" → 7␛[39m
      Resources: 1 to add, 1 to change, 0 to replace, 0 to remove."
  `);
});
