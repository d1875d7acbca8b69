/**
 * Progress of the set-up, on stderr so that stdout stays the result's alone: one line a step, with a running clock on a terminal.
 */
const terminal = process.stderr.isTTY === true && !process.env.CI;

/**
 * Runs `work` under a line that says what is done and, at the end, how long it took.
 *
 * @param title of the step
 * @param work what is done
 * @param options `quietMillis`: work that succeeds within this time is not shown. @default 0
 */
export async function step(title, work, { quietMillis = 0 } = {}) {
  const began = Date.now();
  const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`;
  let clock;
  let isShown = false;
  const show = () => {
    isShown = true;
    if (terminal) clock = setInterval(() => process.stderr.write(`\r  … ${title}  ${seconds()} `), 100);
    else process.stderr.write(`  … ${title}\n`);
  };
  const timer = quietMillis > 0 ? setTimeout(show, quietMillis) : show();
  const end = (mark) => {
    clearTimeout(timer);
    clearInterval(clock);
    process.stderr.write(`${terminal ? '\r' : ''}  ${mark} ${title}  ${seconds()}   \n`);
  };
  try {
    const result = await work();
    clearTimeout(timer);
    if (isShown) end('✓');
    return result;
  } catch (error) {
    end('✗');
    throw error;
  }
}

/** A reason to stop that a person can act on; shown without a stack trace. */
export class SetupError extends Error {}
