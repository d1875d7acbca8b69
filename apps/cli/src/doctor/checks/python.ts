import { findPython } from '@stepmaker/emulator';
import { type Check, missing, ok } from '../check.ts';
import { runProgram } from '../run-program.ts';

const PACKAGES = ['sklearn', 'numpy', 'joblib'];
const SCRIPT = `
import importlib, sys
print(sys.version.split()[0])
for name in sys.argv[1:]:
    try:
        print(name, importlib.import_module(name).__version__)
    except Exception as error:
        print(name, 'missing:', error)
`;

/** The Python that runs the jobs of the embedded AWS, and the packages that the scripts import. */
export const pythonCheck: Check = {
  name: 'Python',
  run: async () => {
    const python = findPython();
    const result = await runProgram(python, ['-c', SCRIPT, ...PACKAGES]);
    if ('error' in result)
      return missing(
        `${python}: ${result.error}${result.stderr && `, ${result.stderr.split('\n').at(-1)}`}`,
        'Install Python 3.9 to 3.14 (Debian, Ubuntu: sudo apt-get install python3 python3-venv; macOS: brew install python), then npm run setup',
      );
    const [version = '', ...packages] = result.stdout.split('\n');
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major !== 3 || minor < 9)
      return missing(`${python} is ${version}: 3.9 or newer is needed`, 'Install one, then npm run setup');
    const absent = packages.filter((line) => line.includes(' missing:'));
    if (absent.length > 0)
      return missing(`${version} (${python}), ${absent.join('; ')}`, 'npm run setup makes a .venv with what is pinned');
    return ok(`${version}, ${packages.map((line) => line.replace('sklearn', 'scikit-learn')).join(', ')}`);
  },
};
