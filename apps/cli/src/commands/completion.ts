import { Argument, Command } from 'commander';
import { withExamples } from '../help/examples.ts';

/** `stepmaker completion SHELL`: the script by which a shell completes commands, options, runs and endpoints. */
export function completionCommand(): Command {
  return withExamples(
    new Command('completion')
      .summary('completion for bash, zsh and fish')
      .description('print the script that makes a shell complete commands, options, runs and endpoints')
      .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish'])),
    [
      ['source <(stepmaker completion bash)', 'this shell; put it into ~/.bashrc for all'],
      ['source <(stepmaker completion zsh)', 'in ~/.zshrc, after compinit'],
      ['stepmaker completion fish > ~/.config/fish/completions/stepmaker.fish', 'once'],
    ],
  ).action(async (shell: string) => {
    const { printCompletion } = await import('../completion/print-completion.ts');
    printCompletion(shell);
  });
}

/** What the shells’ scripts call: `stepmaker complete SHELL -- WORDS`, the last word being the one that is typed. */
export function completeCommand(): Command {
  return new Command('complete')
    .description('print the words that may come next')
    .argument('<shell>')
    .argument('[words...]')
    .action(async (shell: string, words: string[], _: object, command: Command) => {
      const { complete } = await import('../completion/complete.ts');
      await complete(command.parent as Command, shell, words);
    });
}
