import { Command, Option } from 'commander';
import type { GraphOptions } from '../graph/show-graph.ts';
import { withExamples } from '../help/examples.ts';
import { RUN_WORDS } from '../runs/run-words.ts';
import { withTarget } from '../target/target-options.ts';

/** `stepmaker graph [RUN]`: the state machine as a picture, with a run's path. */
export function graphCommand(): Command {
  return withExamples(
    withTarget(
      new Command('graph')
        .summary('draw the state machine, with a run’s path')
        .description('draw the state machine, with the path of a run where one is named'),
    )
      .argument('[run]', RUN_WORDS)
      .addOption(
        new Option('-f, --format <format>', 'default: by the ending of --output, else terminal').choices([
          'terminal',
          'svg',
          'mermaid',
        ]),
      )
      .option('-o, --output <file>', 'write to a file')
      .option('--errors', 'with what happens on errors (always in svg and mermaid)')
      .option('--definition <file>', 'a state machine in the Amazon States Language')
      .option('-q, --quiet', 'no legend'),
    [
      ['stepmaker graph', 'the pipeline, in the terminal; needs no AWS'],
      ['stepmaker graph last', 'the path of the newest run, coloured'],
      ['stepmaker graph last -o run.svg', 'the same as a picture'],
      ['stepmaker graph --format mermaid > pipeline.mmd', 'for a Markdown page'],
    ],
  ).action(async (run: string | undefined, options: GraphOptions) => {
    const { showGraph } = await import('../graph/show-graph.ts');
    await showGraph(run, options);
  });
}
