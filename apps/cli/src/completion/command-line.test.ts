import { Command, Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { readCommandLine } from './command-line.ts';

const program = new Command('stepmaker');
program
  .command('show')
  .argument('[run]')
  .addOption(new Option('-r, --region <name>'))
  .addOption(new Option('--local'))
  .addOption(new Option('--hyperparameter <name=value>'));

describe('a typed command line', () => {
  it.each([
    ['a command', ['sh'], { argumentsTyped: 0, prefix: '', current: 'sh', options: {} }],
    ['an argument', ['show', 'ni'], { argumentsTyped: 0, prefix: '', current: 'ni', options: {} }],
    ['a further argument', ['show', 'nightly', ''], { argumentsTyped: 1, prefix: '', current: '', options: {} }],
    ['the value of an option', ['show', '--region', 'eu'], { option: '--region', prefix: '', current: 'eu' }],
    ['the value of a short option', ['show', '-r', 'eu'], { option: '--region', prefix: '', current: 'eu' }],
    ['a value after an equals sign', ['show', '--region=eu'], { option: '--region', prefix: '--region=', current: 'eu' }],
    [
      'an option after others',
      ['show', '--local', '--region', 'x', '--hyperparameter=a=b', '--'],
      {
        current: '--',
        options: { '--local': '', '--region': 'x', '--hyperparameter': 'a=b' },
      },
    ],
    ['an argument after an option that does not exist', ['show', '--verbose', 'ni'], { current: 'ni', options: {} }],
    ['an equals sign after an option that does not exist', ['show', '--verbose=1'], { prefix: '', current: '--verbose=1' }],
  ])('is read up to %s', (_what, words, expected) => {
    const { option, options, ...line } = readCommandLine(program, words);

    expect({ ...line, options: Object.fromEntries(options), ...(option && { option: option.long }) }).toMatchObject(expected);
  });

  it('has the command that its first words name', () => {
    expect(readCommandLine(program, ['show', '']).command.name()).toBe('show');
    expect(readCommandLine(program, ['shows', 'show', '']).command.name()).toBe('stepmaker');
  });
});
