#!/usr/bin/env node
import { createProgram } from './program.ts';
import { UserError } from './user-error.ts';

try {
  await createProgram().parseAsync(process.argv);
} catch (error) {
  process.stderr.write(`stepmaker: ${UserError.explain(error)}\n`);
  process.exitCode = 1;
}
