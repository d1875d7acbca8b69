"""The few names that inference scripts import from packages of AWS's image, for a local Python without these packages.

They are provided only where the real package is missing.
"""

import importlib.abc
import importlib.machinery
import sys
import types
from http import HTTPStatus


class Response:
    """A WSGI response with the constructor of flask.Response."""

    default_mimetype = "text/html"

    def __init__(
        self, response=None, status=200, headers=None, mimetype=None, content_type=None, direct_passthrough=False
    ):
        self.parts = None
        if response is None:
            response = b""
        elif not isinstance(response, (str, bytes, bytearray)):
            self.parts = (each.encode() if isinstance(each, str) else bytes(each) for each in response)
            if isinstance(response, (list, tuple)):
                response, self.parts = b"".join(self.parts), None
        self.data = None if self.parts else response.encode() if isinstance(response, str) else bytes(response)
        self.status = status_line(status)
        self.headers = list(headers.items() if hasattr(headers, "items") else headers or [])
        if not any(name.lower() == "content-type" for name, _ in self.headers):
            self.headers.append(("Content-Type", content_type or with_charset(mimetype or self.default_mimetype)))
        if self.data is not None:
            self.headers.append(("Content-Length", str(len(self.data))))

    @property
    def status_code(self):
        return int(self.status[:3])

    def get_data(self, as_text=False):
        if self.data is None:
            self.data = b"".join(self.parts)
        return self.data.decode() if as_text else self.data

    def __call__(self, environ, start_response):
        start_response(self.status, self.headers)
        return self.parts if self.data is None else [self.data]


class WorkerResponse(Response):
    """sagemaker_containers.beta.framework.worker.Response: JSON by default."""

    default_mimetype = "application/json"

    def __init__(self, response=None, accept=None, status=200, headers=None, mimetype=None, direct_passthrough=False):
        super().__init__(response, status, headers, mimetype)


def status_line(status):
    if isinstance(status, str):
        return status
    try:
        phrase = HTTPStatus(int(status)).phrase.upper()
    except ValueError:
        phrase = "UNKNOWN"
    return "%d %s" % (int(status), phrase)


def with_charset(mimetype):
    return mimetype + "; charset=utf-8" if mimetype.startswith("text/") and "charset" not in mimetype else mimetype


def flask():
    return {"Response": Response}


def framework():
    import serving_functions

    return {
        "worker": types.SimpleNamespace(Response=WorkerResponse),
        "encoders": types.SimpleNamespace(decode=serving_functions.decode, encode=serving_functions.encode),
        "content_types": types.SimpleNamespace(
            JSON="application/json", CSV="text/csv", NPY="application/x-npy", ANY="*/*", UTF8_TYPES=["application/json", "text/csv"]
        ),
        "errors": types.SimpleNamespace(UnsupportedFormatError=serving_functions.UnsupportedFormatError),
    }


def nothing():
    return {}


CONTENTS = {
    "flask": flask,
    "sagemaker_containers": nothing,
    "sagemaker_containers.beta": nothing,
    "sagemaker_containers.beta.framework": framework,
}


class StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Asked last, so that installed packages win."""

    def find_spec(self, fullname, path=None, target=None):
        if fullname not in CONTENTS:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=fullname.startswith("sagemaker_containers"))

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        vars(module).update(CONTENTS[module.__name__]())


def install():
    """Makes the names importable."""
    sys.meta_path.append(StandInFinder())
