/** Scripts that the suites put in place of `train.py`; base directory as in the project's own. */

/** Fails with a message of the script, as in the container contract. */
export const FAILING_SCRIPT = `
import os, sys
with open(os.path.join(os.environ.get('SAGEMAKER_BASE_DIR', '/opt/ml'), 'output', 'failure'), 'w') as file:
    file.write('The moon is in the wrong house')
print('looking at the moon', flush=True)
sys.exit(3)
`;

/** Runs until it is stopped. */
export const ENDLESS_SCRIPT = `
import time
print('working', flush=True)
while True:
    time.sleep(1)
`;

/**
 * Is ended as the system ends what takes too much memory: by SIGKILL. On a machine of AWS it takes the memory in earnest; here that
 * would end other people's programs too, so it does what the kernel would do to it.
 */
export const GREEDY_SCRIPT = `
import os, signal
print('taking memory', flush=True)
if os.environ.get('AWS_ENDPOINT_URL'):
    os.kill(os.getpid(), signal.SIGKILL)
hoard = []
while True:
    hoard.append(bytearray(256 * 1024 * 1024))
`;
