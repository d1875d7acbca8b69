import type { StateMachineDefinition } from '@stepmaker/asl';
import { deploymentDefinition, pipelineDefinition } from '@stepmaker/asl/pipeline';
import { describe, expect, it } from 'vitest';
import type { Paint } from '../output/paint.ts';
import { conditionText } from './condition-text.ts';
import { layoutGraph } from './layout.ts';
import { toMermaid } from './mermaid.ts';
import { runPath } from './run-path.ts';
import { stateGraph } from './state-graph.ts';
import { toSvg } from './svg.ts';
import { toTerminal } from './terminal.ts';
import { withoutErrors } from './without-errors.ts';

/** A machine with a loop, a catch, a parallel state and a condition that no markup may take for its own. */
const MACHINE = {
  StartAt: 'Try',
  States: {
    Try: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sagemaker:createTrainingJob.sync',
      Next: 'Good?',
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Stop' }],
    },
    'Good?': {
      Type: 'Choice',
      Choices: [
        { Variable: '$.r2', NumericGreaterThan: 0.5, Next: 'Both' },
        { And: [{ Variable: '$.a', IsPresent: true }, { Not: { Variable: '$.b', StringEquals: '<"x">' } }], Next: 'Try' },
      ],
      Default: 'Stop',
    },
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Left', States: { Left: { Type: 'Pass', End: true } } },
        { StartAt: 'Right', States: { Right: { Type: 'Wait', Seconds: 1, End: true } } },
      ],
      Next: 'Done',
    },
    Done: { Type: 'Succeed' },
    Stop: { Type: 'Fail' },
  },
} as unknown as StateMachineDefinition;

const tagged =
  (tag: string) =>
  (text: string): string =>
    text.replace(/\S/g, (character) => `${character}${tag}`);
const same = (text: string): string => text;
const PLAIN: Paint = { bold: same, dim: same, green: same, red: same, yellow: same, cyan: same };

const path = runPath([
  { stateName: 'Try', status: 'failed', millis: 1500 },
  { stateName: 'Good?', status: 'succeeded', millis: 0 },
  { stateName: 'Try', status: 'succeeded', millis: 500 },
  { stateName: 'Good?', status: 'succeeded', millis: 0 },
  { stateName: 'Both', status: 'running', millis: 3000 },
]);

describe('a state machine', () => {
  const graph = stateGraph(MACHINE);

  it('is drawn for a terminal: its main way straight down, the others on the right', () => {
    expect(`\n${toTerminal(graph, PLAIN, 80)}`).toMatchInlineSnapshot(`
      "
      ● Try      sagemaker:createTrainingJob.sync ◀─────────────────╮
      │ ├ on any error ─────────────────────────────────────────────│───╮
      │                                                             │   │
      ◆ Good?    Choice                                             │   │
      │ ├ $.a IsPresent true and not ($.b StringEquals "<\\"x\\">") ──╯   │
      │ ├ otherwise ────────────────────────────────────────────────────┤
      │ $.r2 NumericGreaterThan 0.5                                     │
      ▥ Both     Parallel                                               │
      │ ├ then ───────────────────────────────────────────────────────╮ │
      │ ├ inside ───────────────────────────────────────────────────╮ │ │
      │                                                             │ │ │
        ○ Left   Pass                                               │ │ │
                                                                    │ │ │
        ◷ Right  Wait ◀─────────────────────────────────────────────╯ │ │
                                                                      │ │
      ✔ Done     Succeed ◀────────────────────────────────────────────╯ │
                                                                        │
      ✘ Stop     Fail ◀─────────────────────────────────────────────────╯
      "
    `);
  });

  it('is drawn with the way of a run: how often, how long', () => {
    const drawn = toTerminal(graph, PLAIN, 80, path);

    expect(drawn).toMatch(/^● Try {6}2 × 2\.0 s/m);
    expect(drawn).toMatch(/^▥ Both {5}3\.0 s/m);
    expect(drawn).toMatch(/^✔ Done ◀/m);
  });

  it('colours the lines that a run went along, and no others', () => {
    const drawn = toTerminal(graph, { ...PLAIN, green: tagged('+') }, 80, path);

    expect(drawn).toContain('├+ $+.+a+');
    expect(drawn).toContain('├ otherwise');
    expect(drawn).toContain('●+ T+r+y+');
  });

  it('can leave out what happens on errors only', () => {
    const plain = withoutErrors(
      stateGraph({ ...MACHINE, States: { ...MACHINE.States, 'Good?': { Type: 'Pass', Next: 'Both' } } } as never),
    );

    expect(plain.nodes.map(({ name }) => name)).toEqual(['Try', 'Good?', 'Both', 'Left', 'Right', 'Done']);
  });

  it('is Mermaid, with nothing in it that Mermaid would take for its own', () => {
    expect(`\n${toMermaid(graph, path)}`).toMatchInlineSnapshot(`
      "
      flowchart TD
        start((start)) --> s0
        s0["Try"]
        s1{"Good?"}
        s2["Both"]
        subgraph in_s2["in Both"]
          s3["Left"]
          s4[/"Right"/]
        end
        s5(["Done"])
        s6(["Stop"])
        s0 ==> s1
        s0 -.->|"any error"| s6
        s1 ==>|"$.r2 NumericGreaterThan 0.5"| s2
        s1 ==>|"$.a IsPresent true and not ($.b StringEquals #34;#60;\\#34;x\\#34;#62;#34;)"| s0
        s1 -->|"otherwise"| s6
        s2 --> s5
        s2 -.-> s3
        s2 -.-> s4
        classDef succeeded fill:#d9f2e0,stroke:#1a7f37,color:#0b3d1a
        class s0,s1 succeeded
        classDef running fill:#d6e9fb,stroke:#1565c0,color:#0b2f57
        class s2 running
      "
    `);
  });

  it('is a picture that holds everything, well-formed', () => {
    const svg = toSvg(graph, 'Run <1>', path);
    const { page, nodes, edges } = layoutGraph(graph);

    expect(svg).toContain('aria-label="Run &#60;1&#62;"');
    expect(svg).toContain(
      '<g class="state Task succeeded"><title>Try · Task sagemaker:createTrainingJob.sync · 2 × · 2.0 s</title>',
    );
    expect(svg).toContain('<g class="state Parallel running">');
    expect(svg).toContain('<g class="state Succeed unvisited">');
    expect(svg.match(/<g/g)).toHaveLength(svg.match(/<\/g>/g)?.length as number);
    expect(edges.filter(({ edge }) => edge.kind === 'inner')).toHaveLength(2);
    for (const { box } of nodes) {
      expect(box.x - box.width / 2).toBeGreaterThanOrEqual(page.left);
      expect(box.y + box.height / 2).toBeLessThanOrEqual(page.top + page.height);
    }
  });
});

describe('conditionText', () => {
  it('says JSONata as it is and JSONPath in words', () => {
    expect(conditionText({ Condition: "{% $a =\n  'b' %}", Next: 'x' })).toBe("$a = 'b'");
    expect(
      conditionText({
        Or: [
          { Variable: '$.a', IsNull: true },
          { Variable: '$.b', NumericEquals: 1 },
        ],
        Next: 'x',
      }),
    ).toBe('$.a IsNull true or $.b NumericEquals 1');
  });
});

describe('the pictures of the pipeline’s machines', () => {
  it.each([
    ['pipeline', pipelineDefinition],
    ['deployment', deploymentDefinition],
  ])('the picture of the %s machine fits a page of 1,280 pixels, with text of at least 11 pixels', (_, definition) => {
    const graph = stateGraph(definition);

    const { page, nodes, badges } = layoutGraph(graph);

    expect(page.width).toBeLessThanOrEqual(1280);
    expect(nodes).toHaveLength(graph.nodes.length);
    expect(badges.length).toBeGreaterThan(3);
    const sizes = [...toSvg(graph, 'A machine').matchAll(/font-size:([\d.]+)px/g)].map(([, size]) => Number(size));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11);
  });

  it('no two states of a picture overlap', () => {
    const { nodes, badges } = layoutGraph(stateGraph(deploymentDefinition));
    const boxes = [...nodes.map(({ box }) => box), ...badges.map(({ box }) => box)];

    for (const [index, a] of boxes.entries())
      for (const b of boxes.slice(index + 1))
        expect(Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2).toBe(false);
  });
});
