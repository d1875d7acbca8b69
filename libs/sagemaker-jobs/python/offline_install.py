"""What `pip install .` does in a container without a network: the server of AWS's scikit-learn image runs it on the code directory
before it serves.

https://github.com/aws/sagemaker-containers/blob/master/src/sagemaker_containers/_modules.py
https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html
"""

import os
import re
import sys
from importlib import metadata

BUILD_TOOLS = "setuptools>=40.8.0"


def require_installable(code_dir):
    """Ends the process in pip's words where the code directory needs a package index: for build tools, or for a requirement."""
    # pip reads its switch the other way round: false turns the isolation of builds off.
    if os.environ.get("PIP_NO_BUILD_ISOLATION", "").lower() not in ("0", "no", "n", "f", "false", "off"):
        refuse(BUILD_TOOLS)
    for requirement in requirements(os.path.join(code_dir, "requirements.txt")):
        try:
            metadata.version(re.match(r"[\w.-]+", requirement).group())
        except metadata.PackageNotFoundError:
            refuse(requirement)


def requirements(path):
    """The requirements in a file, without comments and options of pip."""
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        lines = [re.sub(r"(^|\s)#.*", "", line).strip() for line in file]
    return [line for line in lines if re.match(r"\w", line)]


def refuse(requirement):
    sys.exit(
        "ERROR: Could not find a version that satisfies the requirement %s (from versions: none)\n"
        "ERROR: No matching distribution found for %s\n"
        "sagemaker_containers._errors.InstallModuleError: InstallModuleError:\n"
        'Command "%s -m pip install ."\n'
        "The model is in network isolation, without a package index. PIP_NO_BUILD_ISOLATION=false in its environment builds without one."
        % (requirement, requirement, sys.executable)
    )
