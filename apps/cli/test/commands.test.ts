import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateEndpointCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { type LocalPipeline, startLocal } from '@stepmaker/pipeline-local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Project, temporaryProject } from './project.ts';
import { environment } from './stepmaker.ts';

const HOUSE = '0.02729,0.0,7.07,0,0.469,7.185,61.1,4.9671,2,242,17.8,392.83,4.03';

describe('stepmaker, on an embedded AWS where one run has deployed a model and one was rejected,', () => {
  let local: LocalPipeline;
  let dataDir: string;
  let project: Project;
  let port: string;
  let first: { exitCode: number | null; stdout: string; stderr: string };

  const cli = (...args: string[]): ReturnType<Project['stepmaker']> => project.stepmaker(args);
  const json = async <T>(...args: string[]): Promise<T> => JSON.parse((await cli(...args)).stdout) as T;

  beforeAll(async () => {
    project = temporaryProject();
    dataDir = mkdtempSync(join(tmpdir(), 'stepmaker-data-'));
    local = await startLocal({ dataDir, pythonPath: environment()['STEPMAKER_PYTHON'] as string });
    port = new URL(local.endpointUrl).port;
    first = await cli('run', '--port', port, '--name', 'first-run', '--seed', '1', '--json');
    await cli('run', '--name', 'second-run', '--seed', '1', '--threshold', '0.999', '--quiet');
  }, 180_000);
  afterAll(async () => {
    await local[Symbol.asyncDispose]();
    project[Symbol.dispose]();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('run --json puts one value on standard output and progress, in plain lines, on standard error', () => {
    const result = JSON.parse(first.stdout) as Record<string, unknown>;

    expect(first.exitCode).toBe(0);
    expect(result).toMatchObject({ name: 'first-run', status: 'SUCCEEDED', decision: 'APPROVED', error: null });
    expect(result['metrics']).toEqual({ r2: expect.any(Number), mae: expect.any(Number), rmse: expect.any(Number) });
    expect(first.stderr).toMatch(/✓ Train +\d+\.\d s {2}cv_r2 0\.\d+/);
    expect(first.stderr).not.toContain('\u001b');
  });

  it('run under a name and an input that a run has had gives that run', async () => {
    const { exitCode, stdout } = await cli('run', '--name', 'first-run', '--seed', '1', '--json');

    expect(JSON.parse(stdout)).toMatchObject({ executionArn: JSON.parse(first.stdout).executionArn });
    expect(exitCode).toBe(0);
  });

  it('run refuses a name that a run with another input has', async () => {
    const { exitCode, stderr } = await cli('run', '--name', 'first-run', '--seed', '2');

    expect(stderr).toMatch(/--name first-run: there is a run of this name already, with another input/);
    expect(exitCode).toBe(6);
  });

  it('run ends with 2 when the quality gate rejects the model, and --quiet says so in a word', async () => {
    const { exitCode, stdout } = await cli('run', '--name', 'second-run', '--seed', '1', '--threshold', '0.999', '--quiet');

    expect(stdout).toBe('QualityGateFailed\n');
    expect(exitCode).toBe(2);
  });

  it.each([
    [
      'a member that the input does not have',
      ['--input', '{"TrainingInstanceTyp": "ml.m5.large"}'],
      /Did you mean TrainingInstanceType\?/,
    ],
    ['an input that is not JSON', ['--input', '{"Seed": NaN}'], /--input is not JSON.*null is a missing value/s],
    [
      'a value that the pipeline would refuse',
      ['--threshold', '3'],
      /ModelPerformanceThreshold: must be a number up to 1, was 3/,
    ],
    ['a file that is not there', ['--data', 'nowhere.csv'], /--data nowhere.csv: file not found/],
    ['an input file that is not there', ['--input', '@nowhere.json'], /--input @nowhere.json: file not found/],
  ])('run refuses %s before anything is started', async (_what, args, message) => {
    const { exitCode, stderr } = await cli('run', ...args);

    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(exitCode).toBe(1);
    expect(await json<unknown[]>('runs', '--json')).toHaveLength(2);
  });

  it('run refuses a cut-off CSV, and a target without a column, naming the nearest one', async () => {
    const cutOff = project.file('cut-off.csv', 'rooms,area,price\n1,2,3\n4,5\n');
    const whole = project.file('whole.csv', 'rooms,area,price\n1,2,3\n4,5,6\n');

    const torn = await cli('run', '--data', cutOff);
    const wrong = await cli('run', '--data', whole, '--target', 'prise');

    expect(torn.stderr).toMatch(/line 3: 2 values where the header has 3; is the file cut off\?/);
    expect(wrong.stderr).toMatch(/--target: no column "prise" in .*whole\.csv\n {2}Did you mean price\?/);
    expect([torn.exitCode, wrong.exitCode]).toEqual([1, 1]);
  });

  it('runs lists them, newest first, in the shape that is documented', async () => {
    expect(await json('runs', '--json')).toEqual([
      expect.objectContaining({ name: 'second-run', status: 'FAILED' }),
      {
        name: 'first-run',
        executionArn: expect.stringMatching(/^arn:aws:states:us-east-1:000000000000:execution:.*:first-run$/),
        status: 'SUCCEEDED',
        startDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        stopDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        seconds: expect.any(Number),
      },
    ]);
    expect((await cli('runs', '--quiet', '--status', 'failed')).stdout).toBe('second-run\n');
    expect((await cli('runs', '--quiet', '--limit', '1')).stdout).toBe('second-run\n');
    expect((await cli('runs')).stdout).toMatch(/^STATUS +NAME +STARTED +TOOK\nFAILED +second-run +\d+ (s|min) ago +\d/);
  });

  it('show prints steps, metrics, verdict and links of a run that is named by its beginning', async () => {
    const { stdout } = await cli('show', 'first');
    const report = await json<{ steps: { stateName: string; job: { metrics: object } | null }[] }>('show', 'first', '--json');

    expect(stdout).toMatch(/^Run +first-run {2}SUCCEEDED\n/);
    expect(stdout).toMatch(/ ✓ Train +\d+\.\d s {2}cv_r2 /);
    expect(stdout).toMatch(/^Metrics +r2 0\.\d+ · mae /m);
    expect(stdout).toMatch(/^Verdict +APPROVED/m);
    expect(stdout).toMatch(/^Report +s3:\/\/.*\/report\.html$/m);
    expect(Object.keys(report).sort()).toEqual(
      'consoleUrl,cause,endpointName,error,executionArn,input,modelDataUrl,name,redriveCount,reportUri,runId,seconds,startDate,status,steps,stopDate,verdict'
        .split(',')
        .sort(),
    );
    expect(report).toMatchObject({ status: 'SUCCEEDED', input: { Seed: 1 }, verdict: { Decision: 'APPROVED' } });
    expect(report.steps.find(({ stateName }) => stateName === 'Train')?.job?.metrics).toHaveProperty('cv_r2');
  });

  it('show prints why the newest run failed, and only its status with --quiet', async () => {
    expect((await cli('show')).stdout).toMatch(/^Verdict +REJECTED.*\nEnded +QualityGateFailed: /m);
    expect((await cli('show', 'last', '--quiet')).stdout).toBe('FAILED\n');
  });

  it('logs shows what the jobs wrote, of one step in any case, and a JSON object a line', async () => {
    const lines = (await cli('logs', 'first', '--step', 'train', '--json')).stdout.trim().split('\n');

    expect(JSON.parse(lines[0] as string)).toEqual({
      timestamp: expect.any(String),
      stateName: 'Train',
      jobName: expect.stringMatching(/^train-/),
      message: expect.any(String),
    });
    expect((await cli('logs', 'first', '--quiet', '--step', 'Train', '--lines', '1')).stdout).toMatch(/^cv_/);
    expect((await cli('logs', 'first', '--follow')).stdout).toMatch(/^Preprocess .*^Train .*^Evaluate /ms);
  });

  it('logs names the nearest step for a wrong one', async () => {
    const { exitCode, stderr } = await cli('logs', 'first', '--step', 'trian');

    expect(stderr).toMatch(/--step trian: the run has no such step\n {2}Did you mean Train\?/);
    expect(exitCode).toBe(3);
  });

  it('report --no-open downloads the report and prints its path', async () => {
    const { exitCode, stdout } = await cli('report', 'first', '--no-open');

    expect(exitCode).toBe(0);
    expect(readFileSync(stdout.trim(), 'utf8')).toMatch(/<!doctype html>/i);
    expect(stdout.trim()).toBe(join(project.directory, '.stepmaker/reports/first-run.html'));
  });

  it('graph draws the way of a run as a picture, as Mermaid and in the terminal', async () => {
    const picture = join(project.directory, 'run.svg');
    await cli('graph', 'first', '--output', picture);
    const mermaid = (await cli('graph', 'first', '--format', 'mermaid')).stdout;
    const terminal = (await cli('graph', 'second')).stdout;

    expect(existsSync(picture)).toBe(true);
    expect(readFileSync(picture, 'utf8')).toMatch(
      /<g class="state Task succeeded"><title>Train · Task sagemaker:createTrainingJob\.sync/,
    );
    expect(mermaid).toMatch(/^flowchart TD\n/);
    expect(mermaid).toMatch(/ ==> /);
    expect(terminal).toMatch(/^● Train +\d+\.\d s/m);
    expect(terminal).toMatch(/^✘ PipelineFailed +\d/m);
    expect(terminal).toMatch(/^✔ Done *(?!\d)/m);
  });

  it('endpoints lists what the runs have deployed', async () => {
    const [endpoint, ...others] = await json<Record<string, unknown>[]>('endpoints', '--json');

    expect(others).toEqual([]);
    expect(endpoint).toMatchObject({ status: 'InService', instanceType: 'ml.t2.medium', stackName: 'ml-pipeline' });
    expect((await cli('endpoints', '--quiet')).stdout).toBe(`${endpoint?.['endpointName']}\n`);
  });

  it('invoke asks the stack’s endpoint with CSV, JSON, a file or standard input', async () => {
    const request = JSON.stringify({ instances: [HOUSE.split(',').map(Number)] });
    const asked = await Promise.all([
      cli('invoke', '--csv', HOUSE),
      cli('invoke', '--file', project.file('house.csv', HOUSE)),
      project.stepmaker(['invoke'], { input: HOUSE }),
    ]);
    const answer = await json<{ predictions: number[] }>('invoke', '--json', request);

    expect(asked.map(({ stdout }) => Number(stdout))).toEqual(Array(3).fill(answer.predictions[0]));
    expect(answer.predictions[0]).toBeGreaterThan(20);
  });

  it.each([
    ['too few features', ['--csv', '1,2,3'], 7, /the model answered 400: .*3 given; the model takes 13 values: crim, zn/],
    [
      'a value that is not a number',
      ['--csv', HOUSE.replace('7.07', 'wet')],
      7,
      /the model answered 400: .*column 'indus': 'wet'/,
    ],
    ['NaN in JSON', ['--json', '{"instances": [[NaN]]}'], 1, /is not JSON.*null is a missing value/s],
    ['a cut-off CSV', ['--csv', `${HOUSE}\n0.1,2`], 1, /row 2 has 2 values, the first row has 13; is it cut off\?/],
    ['an unclosed quote', ['--csv', '"1,2'], 1, /a quote is opened and never closed/],
    ['a file that is not there', ['--file', 'nowhere.json'], 1, /--file nowhere.json: file not found/],
    ['two requests', ['--csv', '1', '--json', '{}'], 1, /cannot be used with/],
    [
      'an unknown variant',
      ['--csv', HOUSE, '--variant', 'AllTrafic'],
      3,
      /has no variant AllTrafic\n {2}Did you mean AllTraffic\?/,
    ],
  ])('invoke reports %s', async (_what, args, code, message) => {
    const { exitCode, stdout, stderr } = await cli('invoke', ...args);

    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(exitCode).toBe(code);
  });

  it('invoke names the nearest endpoint for a wrong name', async () => {
    const name = (await cli('endpoints', '--quiet')).stdout.trim();
    const { exitCode, stderr } = await cli('invoke', name.slice(0, -1), '--csv', HOUSE);

    expect(stderr).toContain(`Did you mean ${name}?`);
    expect(exitCode).toBe(3);
  });

  it('invoke reports an endpoint that is being created, and waits for it with --wait', async () => {
    const sagemaker = new SageMakerClient(local.clientConfig);
    const [{ endpointName } = { endpointName: '' }] = await json<{ endpointName: string }[]>('endpoints', '--json');
    const { endpointConfigName } = await local.endpoint(endpointName).describe();
    await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'slow', EndpointConfigName: endpointConfigName }));

    const early = await cli('invoke', 'slow', '--csv', HOUSE);
    const waited = await cli('invoke', 'slow', '--csv', HOUSE, '--wait');

    expect(early.stderr).toMatch(/the endpoint slow is Creating\n {2}--wait waits for it/);
    expect(early.exitCode).toBe(6);
    expect(Number(waited.stdout)).toBeGreaterThan(20);
  });

  it('stop and redrive refuse a run that has ended well, and say what it is', async () => {
    const stopped = await cli('stop', 'first');
    const redriven = await cli('redrive', 'first');

    expect(stopped.stderr).toMatch(/the run first-run has ended already: SUCCEEDED/);
    expect(redriven.stderr).toMatch(/the run first-run cannot be redriven: SUCCEEDED/);
    expect([stopped.exitCode, redriven.exitCode]).toEqual([6, 6]);
  });

  it('run --detach prints the name; stop ends the run; redrive starts it again', async () => {
    const { stdout } = await cli('run', '--detach', '--quiet', '--name', 'third-run', '--seed', '3');
    const stop = await cli('stop', 'third', '--cause', 'enough');
    const status = await cli('show', 'third', '--quiet');
    const shown = await json<{ cause: string }>('show', 'third', '--json');
    const redriven = await cli('redrive', 'third', '--detach', '--quiet');
    const again = await cli('show', 'third', '--quiet');
    await cli('stop', 'third');

    expect(stdout).toBe('third-run\n');
    expect([stop.exitCode, status.stdout, shown.cause]).toEqual([0, 'ABORTED\n', 'enough']);
    expect([redriven.stdout, again.stdout]).toEqual(['third-run\n', 'RUNNING\n']);
  });

  it('an unknown run is reported with the nearest one, an ambiguous beginning with all its runs', async () => {
    const wrong = await cli('show', 'frist-run');
    await cli('run', '--detach', '--quiet', '--name', 'first-again', '--seed', '4');
    await cli('stop', 'first-again');
    const ambiguous = await cli('show', 'first-');

    expect(wrong.stderr).toMatch(/unknown run frist-run on the embedded AWS at .*\n {2}Did you mean first-run\?/);
    expect(ambiguous.stderr).toMatch(/first- is the beginning of 2 runs\n {2}first-again, first-run/);
    expect([wrong.exitCode, ambiguous.exitCode]).toEqual([3, 3]);
  });

  it('completion knows the runs and the endpoints', async () => {
    const name = (await cli('endpoints', '--quiet')).stdout.split('\n')[0];

    expect((await cli('complete', 'zsh', '--', 'show', 'sec')).stdout).toBe('second-run\tfailed\n');
    for (const typed of [['invoke'], ['deploy-model', 's3://b/m', '--endpoint']])
      expect((await cli('complete', 'fish', '--', ...typed, 'ml-')).stdout).toBe(`${name}\tInService\n`);
    expect((await cli('complete', 'bash', '--', 'show', '--port', '9', '')).stdout).toBe('');
  });

  it('run builds the input from its options, over what --input says; --detach --json prints where the run is', async () => {
    const input = { HyperParameters: { n_estimators: '10', max_depth: '3' }, Seed: 1 };
    const started = await json(
      ...['run', '--detach', '--json', '--name', 'all-options', '--input', JSON.stringify(input), '--seed', '5'],
      ...['--data', 's3://data/houses.csv', '--test-data', 's3://data/test.csv', '--target', 'price'],
      ...['--hyperparameter', 'max_depth=4', '--endpoint', 'prices'],
    );
    await cli('stop', 'all-options');

    expect(started).toEqual({ name: 'all-options', executionArn: expect.stringMatching(/:all-options$/), consoleUrl: null });
    expect(await json('show', 'all-options', '--json')).toMatchObject({
      input: {
        Seed: 5,
        DatasetUri: 's3://data/houses.csv',
        TestDatasetUri: 's3://data/test.csv',
        TargetColumn: 'price',
        HyperParameters: { n_estimators: '10', max_depth: '4' },
        EndpointName: 'prices',
      },
    });
  });

  it('run with --quiet prints the endpoint of a model that was deployed', async () => {
    const [{ endpointName } = { endpointName: '' }] = await json<{ endpointName: string }[]>('endpoints', '--json');

    expect((await cli('run', '--name', 'first-run', '--seed', '1', '--quiet')).stdout).toBe(`${endpointName}\n`);
  });

  it('lists say where there is nothing', async () => {
    const runs = await cli('runs', '--status', 'timed_out');
    using other = temporaryProject();
    const endpoints = await other.stepmaker(['endpoints', '--port', port, '--stack', 'other']);
    const table = await cli('endpoints');

    expect([runs.stdout, runs.stderr]).toEqual(['', 'No runs. stepmaker run starts one.\n']);
    expect(endpoints.stdout).toBe('');
    expect(endpoints.stderr).toMatch(/^No endpoints on stack other\./);
    expect(table.stdout).toMatch(
      /^STATUS +NAME +INSTANCES +MODEL +UPDATED\nInService +ml-pipeline-\S+ +1 × ml\.t2\.medium +\S+ +.* ago\n/,
    );
  });

  it('logs reports a step that has not begun', async () => {
    expect((await cli('logs', 'all-options', '--step', 'evaluate')).stderr).toBe('Evaluate has not begun.\n');
  });

  it('show names an ARN of a run that does not exist', async () => {
    const { executionArn } = JSON.parse(first.stdout) as { executionArn: string };
    const { exitCode, stderr } = await cli('show', `${executionArn}-2`);

    expect(stderr).toMatch(/unknown run arn:aws:states:.*first-run-2/);
    expect(exitCode).toBe(3);
  });

  it('doctor looks at the machine and at the target', async () => {
    const checks = await json<{ name: string; about: string; status: string }[]>('doctor', '--json');

    expect(checks.filter(({ about }) => about === 'target').map(({ name, status }) => `${name} ${status}`)).toEqual([
      'Credentials ok',
      'Image ok',
      'Stack ok',
      'Roles ok',
    ]);
    expect(checks.map(({ name }) => name)).toContain('Python');
  });

  it('clean shows what is idle, deletes nothing unasked, and with --yes all of it', async () => {
    const names = async (): Promise<string> => (await cli('endpoints', '--quiet', '--all')).stdout;
    const before = await names();
    const shown = await json<object[]>('clean', '--idle', '0', '--json');
    const unasked = await cli('clean', '--idle', '0');
    const young = await cli('clean', '--yes');
    const still = await names();
    const cleaned = await json<object[]>('clean', '--idle', '0', '--yes', '--all', '--json');

    expect(shown).toEqual([expect.objectContaining({ kind: 'endpoint', instances: '1 × ml.t2.medium', deleted: false })]);
    expect(unasked.stderr).toMatch(/No terminal to choose on\n {2}Pass --yes to choose all/);
    expect(unasked.exitCode).toBe(1);
    expect(young.stderr).toMatch(/Nothing that costs money is idle/);
    expect(still).toBe(before);
    expect(cleaned.map((one) => (one as { deleted: boolean }).deleted)).toEqual([true, true]);
    expect(await names()).not.toContain('slow');
  });

  it('a target that was named once is remembered in this project, and in no other', async () => {
    const other = temporaryProject();
    try {
      expect((await cli('runs', '--quiet')).exitCode).toBe(0);
      const unreachable = await other.stepmaker(['runs', '--local', '--port', '9', '--quiet']);

      expect(unreachable.stderr).toMatch(
        /the embedded AWS at http:\/\/127\.0\.0\.1:9 cannot be reached.*\n {2}stepmaker local --detach/,
      );
      expect(unreachable.exitCode).toBe(5);
    } finally {
      other[Symbol.dispose]();
    }
  });
});
