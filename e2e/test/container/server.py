"""The scikit-learn container's start: `sagemaker_containers` installs the model's code directory, then serves this file's `app`."""

import collections
import collections.abc
import sys

# The image has this patch, too: Python 3.10 removed the name.
collections.Mapping = collections.abc.Mapping

from sagemaker_containers import _server
from sagemaker_containers.beta.framework import env, modules, transformer, worker

if __name__ == '__main__':
    sys.exit(_server.start('server:app'))

serving = env.ServingEnv()
user = modules.import_module(serving.module_dir, serving.module_name)
answers = transformer.Transformer(model_fn=user.model_fn, transform_fn=user.transform_fn)
answers.initialize()
app = worker.Worker(transform_fn=answers.transform, module_name=serving.module_name)
