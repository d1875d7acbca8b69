/**
 * The pipeline's scripts with all learning left out: the same files in the same places, in milliseconds, since here the permissions around
 * them are tried, not the models. Seeds and hyperparameters make them dawdle or go wrong where a scenario wants that.
 */
export const STAND_IN_SCRIPTS: Readonly<Record<string, string>> = {
  'preprocess.py': `
import json, os, sys, time
seed = dict(zip(sys.argv[1::2], sys.argv[2::2]))['--seed']
print('preprocessing', flush=True)
if seed == '1001':
    time.sleep(300)
base = os.environ.get('SAGEMAKER_BASE_DIR', '/opt/ml') + '/processing/output/'
for part in ('train', 'test'):
    os.makedirs(base + part, exist_ok=True)
    with open(base + part + '/' + part + '.csv', 'w') as file:
        file.write('x,y\\n1,2\\n2,4\\n')
    with open(base + part + '/schema.json', 'w') as file:
        json.dump({'features': [{'name': 'x', 'kind': 'number'}], 'target': 'y'}, file)
`,
  'train.py': `
import json, os, shutil, time
base = os.environ.get('SAGEMAKER_BASE_DIR', '/opt/ml')
with open(base + '/input/config/hyperparameters.json') as file:
    parameters = json.load(file)
print('cv_r2=0.9;', flush=True)
if parameters.get('dawdle'):
    time.sleep(300)
os.makedirs(base + '/model/code', exist_ok=True)
os.makedirs(base + '/checkpoints', exist_ok=True)
with open(base + '/checkpoints/state', 'w') as file:
    file.write('half')
with open(base + '/model/answer.json', 'w') as file:
    json.dump({'predictions': [] if parameters.get('broken') else [1.5]}, file)
shutil.copy(os.path.join(os.path.dirname(__file__), 'inference.py'), base + '/model/code')
`,
  'evaluate.py': `
import json, os, sys
print('evaluating', flush=True)
seed = dict(zip(sys.argv[1::2], sys.argv[2::2]))['--seed']
folder = os.environ.get('SAGEMAKER_BASE_DIR', '/opt/ml') + '/processing/output/evaluation'
os.makedirs(folder, exist_ok=True)
if seed != '1002':
    metrics = {name: {'value': 0.9, 'standard_deviation': 0.1} for name in ('r2', 'mae', 'rmse')}
    with open(folder + '/evaluation.json', 'w') as file:
        json.dump({'regression_metrics': metrics}, file)
`,
  'inference.py': `
import json
def model_fn(model_dir):
    print('loading', flush=True)
    with open(model_dir + '/answer.json') as file:
        return file.read()
def transform_fn(model, content, content_type, accept):
    return model, 'application/json'
`,
};

/** A job that somebody left behind, and that takes its time to stop. */
export const STRAGGLER: readonly string[] = [
  'python3',
  '-c',
  "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: (time.sleep(8), sys.exit(0))); print('straggling', flush=True); time.sleep(300)",
];

/** Fields of execution inputs for the stand-ins. */
export const STAND_IN_INPUT = {
  dawdlingPreprocessing: { Seed: 1001 },
  dawdlingTraining: { HyperParameters: { dawdle: '1' } },
  missingReport: { Seed: 1002 },
  brokenModel: { HyperParameters: { broken: '1' } },
} as const;
