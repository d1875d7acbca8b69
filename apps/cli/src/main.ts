#!/usr/bin/env node
import { createProgram } from './program.ts';

try {
  await createProgram().parseAsync(process.argv);
} catch (error) {
  const { fail } = await import('./errors/fail.ts');
  fail(error);
}
