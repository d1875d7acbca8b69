import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Project, temporaryProject } from './project.ts';

/** An AWS account that is signed in to, where nothing is deployed, and whose quota of training instances is 0. */
function account(): Server {
  return createServer((request, response) => {
    const action = String(request.headers['x-amz-target'] ?? '');
    if (action.startsWith('ServiceQuotas')) {
      const quota = (QuotaName: string, QuotaCode: string, Value: number): object => ({ QuotaName, QuotaCode, Value });
      response.setHeader('content-type', 'application/x-amz-json-1.1').end(
        JSON.stringify({
          Quotas: [
            quota('ml.m5.large for training job usage', 'L-611FA074', 0),
            quota('ml.m5.large for processing job usage', 'L-7D9F56CC', 4),
            quota('ml.t2.medium for endpoint usage', 'L-D31B0DAC', 2),
          ],
        }),
      );
      return;
    }
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      response.setHeader('content-type', 'text/xml').end(ANSWERS[/Action=(\w+)/.exec(body)?.[1] ?? '']);
    });
  });
}

const ANSWERS: Readonly<Record<string, string>> = {
  GetCallerIdentity:
    '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/ann</Arn><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
  DescribeStacks: '<DescribeStacksResponse><DescribeStacksResult><Stacks/></DescribeStacksResult></DescribeStacksResponse>',
  DescribeStackResources:
    '<DescribeStackResourcesResponse><DescribeStackResourcesResult><StackResources/></DescribeStackResourcesResult></DescribeStackResourcesResponse>',
};

describe('stepmaker doctor, in an account where nothing is deployed,', () => {
  let project: Project;
  let server: Server;
  let env: Record<string, string>;

  beforeAll(async () => {
    project = temporaryProject();
    server = account();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    env = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };
    for (const service of ['STS', 'CLOUDFORMATION', 'IAM', 'SERVICE_QUOTAS']) env[`AWS_ENDPOINT_URL_${service}`] = url;
  });
  afterAll(() => {
    server.close();
    project[Symbol.dispose]();
  });

  it('says whose account it is, what is missing, and how to mend it', async () => {
    const { exitCode, stdout } = await project.stepmaker(['doctor', '--region', 'eu-west-1'], { env });

    expect(stdout).toMatch(/✓ Credentials +account 123456789012, eu-west-1, as arn:aws:iam::123456789012:user\/ann/);
    expect(stdout).toMatch(/✓ Image +sagemaker-scikit-learn:\S+ of account \d{12}/);
    expect(stdout).toMatch(/! Stack +ml-pipeline is not deployed\n +→ stepmaker deploy --region eu-west-1/);
    expect(stdout).toMatch(/✗ Quotas .*ml\.m5\.large for training job usage: 0.*\n.*--quota-code L-611FA074/);
    expect(exitCode).toBe(1);
  });

  it('names the nearest region for one that has no image, and shows only what is wrong with --quiet', async () => {
    const { stdout } = await project.stepmaker(['doctor', '--region', 'eu-wset-1', '--quiet'], { env });

    expect(stdout).toMatch(/✗ Image .*eu-wset-1 is not among them\n +→ Did you mean --region eu-west-1\?/);
    expect(stdout).not.toContain('✓');
  });

  it('tells a Python without the packages, and one that is not there', async () => {
    const { stdout } = await project.stepmaker(['doctor', '--local', '--port', '9', '--json'], {
      env: { STEPMAKER_PYTHON: '/nowhere/python' },
    });

    expect(JSON.parse(stdout)).toContainEqual({
      name: 'Python',
      about: 'machine',
      status: 'fail',
      found: '/nowhere/python: not found',
      mend: expect.stringMatching(/apt-get install python3 .* npm run setup/),
    });
  });
});
