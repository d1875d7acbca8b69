/**
 * Progress of the set-up, on stderr so that stdout stays the result's alone: one line a step, with a running clock on a terminal.
 */
const terminal = process.stderr.isTTY === true && !process.env.CI;

/** Runs `work` under a line that says what is going on and, at the end, how long it took. */
export async function step(title, work) {
  const began = Date.now();
  const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`;
  const timer = terminal ? setInterval(() => process.stderr.write(`\r  … ${title}  ${seconds()} `), 100) : undefined;
  if (!terminal) process.stderr.write(`  … ${title}\n`);
  try {
    const result = await work();
    clearInterval(timer);
    process.stderr.write(`${terminal ? '\r' : ''}  ✓ ${title}  ${seconds()}   \n`);
    return result;
  } catch (error) {
    clearInterval(timer);
    process.stderr.write(`${terminal ? '\r' : ''}  ✗ ${title}  ${seconds()}   \n`);
    throw error;
  }
}

/** A reason to stop that a person can act on; shown without a stack trace. */
export class SetupError extends Error {}
