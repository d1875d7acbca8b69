import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Project, temporaryProject } from './project.ts';

/** An AWS account that is signed in to, where nothing is deployed, and whose quota of training instances is 0. */
function account(answers = ANSWERS): Server {
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
      response.setHeader('content-type', 'text/xml').end(answers[/Action=(\w+)/.exec(body)?.[1] ?? '']);
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

/** Starts a server. Returns its URL. */
async function urlOf(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('stepmaker doctor, in an account where nothing is deployed,', () => {
  let project: Project;
  let server: Server;
  let env: Record<string, string>;

  beforeAll(async () => {
    project = temporaryProject();
    server = account();
    const url = await urlOf(server);
    env = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };
    for (const service of ['STS', 'CLOUDFORMATION', 'IAM', 'SERVICE_QUOTAS']) env[`AWS_ENDPOINT_URL_${service}`] = url;
  });
  afterAll(() => {
    server.close();
    project[Symbol.dispose]();
  });

  it('prints the account, what is missing, and how to fix it', async () => {
    const { exitCode, stdout } = await project.stepmaker(['doctor', '--region', 'eu-west-1'], { env });

    expect(stdout).toMatch(/✓ Credentials +account 123456789012, eu-west-1, as arn:aws:iam::123456789012:user\/ann/);
    expect(stdout).toMatch(/✓ Image +sagemaker-scikit-learn:\S+ of account \d{12}/);
    expect(stdout).toMatch(/! Stack +ml-pipeline is not deployed\n +→ stepmaker deploy --region eu-west-1/);
    expect(stdout).toMatch(/✗ Quotas .*ml\.m5\.large for training job usage: 0, ml\.t2\.medium for endpoint usage: 2\n/);
    expect(stdout).toContain(
      '→ aws service-quotas request-service-quota-increase --region eu-west-1 --service-code sagemaker --quota-code L-611FA074 --desired-value 1\n',
    );
    expect(exitCode).toBe(1);
  });

  it('advises only the deployment for a stack that failed, because the deployment repairs it', async () => {
    const stack = '<member><StackName>ml-pipeline</StackName><StackStatus>ROLLBACK_COMPLETE</StackStatus></member>';
    const failed = account({
      ...ANSWERS,
      DescribeStacks: `<DescribeStacksResponse><DescribeStacksResult><Stacks>${stack}</Stacks></DescribeStacksResult></DescribeStacksResponse>`,
    });
    onTestFinished(() => void failed.close());

    const { stdout } = await project.stepmaker(['doctor', '--region', 'eu-west-1'], {
      env: { ...env, AWS_ENDPOINT_URL_CLOUDFORMATION: await urlOf(failed) },
    });

    expect(stdout).toMatch(/✗ Stack +ml-pipeline: ROLLBACK_COMPLETE\n +→ stepmaker deploy --region eu-west-1\n/);
  });

  it('names an instance type of the stack that the region does not have', async () => {
    const parameter =
      '<Parameters><member><ParameterKey>EndpointInstanceType</ParameterKey><ParameterValue>ml.t2.medium</ParameterValue></member></Parameters>';
    const stack = `<member><StackName>ml-pipeline</StackName><StackStatus>CREATE_COMPLETE</StackStatus>${parameter}</member>`;
    const there = account({
      ...ANSWERS,
      DescribeStacks: `<DescribeStacksResponse><DescribeStacksResult><Stacks>${stack}</Stacks></DescribeStacksResult></DescribeStacksResponse>`,
    });
    onTestFinished(() => void there.close());

    const { exitCode, stdout } = await project.stepmaker(['doctor', '--region', 'eu-north-1'], {
      env: { ...env, AWS_ENDPOINT_URL_CLOUDFORMATION: await urlOf(there) },
    });

    expect(stdout).toMatch(
      /✗ Quotas +eu-north-1 does not have ml\.t2\.medium \(EndpointInstanceType\)\n +→ stepmaker deploy --region eu-north-1 --parameter EndpointInstanceType=ml\.m5\.large\n/,
    );
    expect(exitCode).toBe(1);
  });

  it('names the nearest region for one that has no image, and shows only what is wrong with --quiet', async () => {
    const { stdout } = await project.stepmaker(['doctor', '--region', 'eu-wset-1', '--quiet'], { env });

    expect(stdout).toMatch(/✗ Image .*eu-wset-1 is not among them\n +→ Did you mean --region eu-west-1\?/);
    expect(stdout).not.toContain('✓');
  });

  it.each([
    ['warns where AWS refuses the credentials for a check', 'ExpiredToken', 'warn', 0],
    ['fails where another error stops a check', 'MalformedQueryString', 'fail', 1],
  ])('%s', async (_what, code, status, expectedExit) => {
    const refusing = createServer((_request, response) => {
      response.statusCode = 400;
      response.end(`<ErrorResponse><Error><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`);
    });
    onTestFinished(() => void refusing.close());
    const url = await urlOf(refusing);

    const { exitCode, stdout } = await project.stepmaker(['doctor', '--region', 'eu-west-1', '--json'], {
      env: { ...env, AWS_ENDPOINT_URL_CLOUDFORMATION: url },
    });

    expect(JSON.parse(stdout)).toContainEqual(
      expect.objectContaining({ name: 'Stack', status, found: expect.stringMatching(/^could not be looked at: /) }),
    );
    expect(exitCode).toBe(expectedExit);
  });

  it('reports a Python that is not installed', async () => {
    const { stdout } = await project.stepmaker(['doctor', '--local', '--port', '9', '--json'], {
      env: { STEPMAKER_PYTHON: '/nowhere/python' },
    });

    expect(JSON.parse(stdout)).toContainEqual({
      name: 'Python',
      about: 'machine',
      status: 'fail',
      found: '/nowhere/python: not found',
      fix: expect.stringMatching(/apt-get install python3 .* npm run setup/),
    });
  });
});
