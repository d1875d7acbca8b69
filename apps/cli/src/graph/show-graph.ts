import { readFile, writeFile } from 'node:fs/promises';
import type { StateMachineDefinition } from '@stepmaker/asl';
import { pipelineDefinition } from '@stepmaker/asl/pipeline';
import { UserError } from '../errors/user-error.ts';
import { Output, type OutputOptions } from '../output/output.ts';
import { parseJson } from '../runs/run-input.ts';
import { withSession } from '../target/session.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { toMermaid } from './mermaid.ts';
import type { RunPath } from './run-path.ts';
import { stateGraph } from './state-graph.ts';
import { toSvg } from './svg.ts';
import { toTerminal } from './terminal.ts';
import { withoutErrors } from './without-errors.ts';

/** The options of `stepmaker graph`. */
export interface GraphOptions extends TargetOptions, OutputOptions {
  readonly format?: 'terminal' | 'svg' | 'mermaid';
  readonly output?: string;
  readonly errors?: boolean;
  /** File with another state machine. */
  readonly definition?: string;
}

/** Draws the pipeline, another state machine, or the path of a run. */
export async function showGraph(run: string | undefined, options: GraphOptions): Promise<void> {
  if (run === undefined) {
    const { definition, title } = await definitionOf(options.definition);
    return await draw(definition, title, options);
  }
  if (options.definition !== undefined) throw new UserError('--definition is drawn without a run');
  await withSession(options, async (session) => {
    const { findRun } = await import('../runs/find-run.ts');
    const { readRunDefinition, readRunPath } = await import('./read-run.ts');
    const execution = await findRun(session, run);
    const [definition, path] = await Promise.all([readRunDefinition(session.clientConfig, execution), readRunPath(execution)]);
    await draw(definition, `Run ${execution.name}`, options, path);
  });
}

async function definitionOf(file: string | undefined): Promise<{ definition: StateMachineDefinition; title: string }> {
  if (file === undefined) {
    return { definition: pipelineDefinition, title: 'The pipeline' };
  }
  const json = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`--definition ${file}: ${error.code === 'ENOENT' ? 'file not found' : error.message}`);
  });
  const definition = parseJson(json, `--definition ${file}`) as Partial<StateMachineDefinition> | null;
  if (typeof definition?.StartAt !== 'string' || typeof definition.States !== 'object')
    throw new UserError(`--definition ${file}: not a state machine: it has no StartAt and States`);
  return { definition: definition as StateMachineDefinition, title: file };
}

async function draw(definition: StateMachineDefinition, title: string, options: GraphOptions, path?: RunPath): Promise<void> {
  const out = new Output(options);
  const graph = stateGraph(definition);
  const format = options.format ?? formatOf(options.output);
  const text = format === 'svg' ? toSvg(graph, title, path) : format === 'mermaid' ? toMermaid(graph, path) : terminal();
  if (options.output === undefined) out.write(text);
  else {
    await writeFile(options.output, text);
    out.note(`Written to ${options.output}`);
  }

  function terminal(): string {
    const main = withoutErrors(graph);
    const left = [...(path?.visits.keys() ?? [])].some((name) => !main.nodes.some((node) => node.name === name));
    const shown = options.errors || left ? graph : main;
    const hidden = graph.nodes.length - shown.nodes.length;
    const drawn = toTerminal(shown, out.paint, process.stdout.columns ?? 120, path);
    if (out.isQuiet || shown === graph) return drawn;
    return `${drawn}${out.paint.dim(`\nWithout what happens on errors${hidden > 0 ? ` (${hidden} states more)` : ''}: --errors shows it, -o graph.svg makes a picture.`)}\n`;
  }
}

function formatOf(file: string | undefined): 'terminal' | 'svg' | 'mermaid' {
  if (file?.endsWith('.svg')) return 'svg';
  return file !== undefined && /\.(mmd|mermaid|md)$/.test(file) ? 'mermaid' : 'terminal';
}
