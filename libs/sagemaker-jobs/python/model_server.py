"""The model server of AWS's scikit-learn image, as scripts see it, on the standard library alone.

It loads the module that SAGEMAKER_PROGRAM names from the unpacked model, calls its model_fn once, and answers GET /ping,
POST /invocations and, where the module has execution_parameters_fn, GET /execution-parameters on a free port of the loopback
interface. The port is bound at once and written to STEPMAKER_PORT_FILE; requests wait in the socket's queue until the model is loaded.

https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html
https://sagemaker.readthedocs.io/en/stable/frameworks/sklearn/using_sklearn.html
"""

import importlib
import io
import itertools
import json
import os
import socket
import sys
import threading
import time
import traceback

import offline_install
import serving_functions
import stand_in_modules

MAX_HEADER_BYTES = 64 * 1024

SERVER_ERROR_PAGE = (
    b'<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">\n'
    b"<title>500 Internal Server Error</title>\n"
    b"<h1>Internal Server Error</h1>\n"
    b"<p>The server encountered an internal error and was unable to complete your request. "
    b"Either the server is overloaded or there is an error in the application.</p>\n"
)


class Request:
    """One HTTP request: method, path, headers by lower-case names, body."""

    def __init__(self, method, path, headers, body):
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body

    def environ(self):
        """The request as a WSGI application sees it."""
        environ = {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": self.path,
            "QUERY_STRING": "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8080",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "CONTENT_LENGTH": str(len(self.body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(self.body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in self.headers.items():
            key = name.upper().replace("-", "_")
            environ[key if key == "CONTENT_TYPE" else "HTTP_" + key] = value
        return environ


def run_application(application, request):
    """Runs a WSGI application: what a Flask or werkzeug response is, and what Flask takes any callable for."""
    started = {}
    written = []

    def start_response(status, headers, exc_info=None):
        started["status"] = status
        started["headers"] = headers
        return written.append

    chunks = application(request.environ(), start_response)
    if isinstance(chunks, (list, tuple)):
        return started["status"], started["headers"], b"".join(written) + b"".join(chunks)
    # What comes bit by bit is sent bit by bit. The status is known with the first bit.
    chunks = iter(chunks)
    first = next(chunks, b"")
    return started["status"], started["headers"], itertools.chain(written, [first], chunks)


class ModelApplication:
    """Answers requests by the functions of the user's module."""

    def __init__(self, module, model_dir, default_accept):
        self.transform = serving_functions.transformer(module)
        self.execution_parameters = getattr(module, "execution_parameters_fn", None)
        self.default_accept = default_accept
        model_fn = getattr(module, "model_fn", None)
        if model_fn is None:
            raise NotImplementedError(
                "Please provide a model_fn implementation: the scikit-learn container has no default one"
            )
        self.model = model_fn(model_dir)

    def answer(self, request):
        """The answer to a request: status line, headers, body."""
        if request.path == "/ping":
            return "200 OK", [("Content-Type", "application/json")], b""
        if request.path == "/invocations":
            if request.method != "POST":
                return "405 METHOD NOT ALLOWED", [("Allow", "OPTIONS, POST")], b""
            return self.finish(self.invoke(request), request)
        if request.path == "/execution-parameters" and self.execution_parameters is not None:
            return self.finish(self.execution_parameters(), request)
        return "404 NOT FOUND", [("Content-Type", "text/html; charset=utf-8")], b""

    def invoke(self, request):
        headers = request.headers
        content_type = headers.get("contenttype") or headers.get("content-type") or "application/json"
        accept = headers.get("accept")
        if not accept or accept == "*/*":
            accept = self.default_accept
        text = content_type in ("application/json", "text/csv")
        content = request.body.decode("utf-8", "replace") if text else request.body
        return self.transform(self.model, content, content_type, accept)

    def finish(self, result, request):
        """Makes an answer of what the user's function returned, as the toolkit and Flask do."""
        if isinstance(result, tuple):
            result = stand_in_modules.Response(result[0], mimetype=result[1])
        elif isinstance(result, (str, bytes, bytearray)):
            result = stand_in_modules.Response(result)
        elif isinstance(result, dict):
            result = stand_in_modules.Response(json.dumps(result) + "\n", mimetype="application/json")
        if not callable(result):
            raise TypeError(
                "the function returned %s: it must return a tuple of body and content type, text, bytes, a dict or a response"
                % type(result).__name__
            )
        return run_application(result, request)


def read_request(connection, buffer):
    """Reads one request, given what was read beyond the one before. None where the client has closed the connection."""
    while True:
        end = buffer.find(b"\r\n\r\n")
        if end != -1:
            break
        if len(buffer) > MAX_HEADER_BYTES:
            return None
        chunk = connection.recv(65536)
        if not chunk:
            return None
        buffer += chunk
    lines = buffer[:end].decode("latin-1").split("\r\n")
    method, target, _ = lines[0].split(" ", 2)
    headers = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    length = int(headers.get("content-length", "0"))
    del buffer[: end + 4]
    while len(buffer) < length:
        chunk = connection.recv(max(65536, length - len(buffer)))
        if not chunk:
            return None
        buffer += chunk
    body = bytes(buffer[:length])
    del buffer[:length]
    return Request(method, target.partition("?")[0], headers, body)


def serve_connection(connection, application):
    """Answers the requests of one connection, one after another, until the client closes it."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    buffer = bytearray()
    with connection:
        try:
            while True:
                request = read_request(connection, buffer)
                if request is None:
                    return
                try:
                    status, headers, body = application.answer(request)
                except Exception:
                    traceback.print_exc()
                    status, headers, body = (
                        "500 INTERNAL SERVER ERROR",
                        [("Content-Type", "text/html; charset=utf-8")],
                        SERVER_ERROR_PAGE,
                    )
                lines = ["HTTP/1.1 " + status]
                lines += [
                    "%s: %s" % (name, value)
                    for name, value in headers
                    if name.lower() not in ("content-length", "connection", "transfer-encoding")
                ]
                size = send_answer(connection, lines, body)
                if size is None:
                    return
                if request.path != "/ping":
                    log_access(request, status, size)
        except (ConnectionError, ValueError, TimeoutError):
            return


def send_answer(connection, lines, body):
    """Sends an answer; a body other than bytes is sent in parts. Returns its size, None where the connection broke."""
    if isinstance(body, bytes):
        lines.append("Content-Length: %d\r\n\r\n" % len(body))
        connection.sendall("\r\n".join(lines).encode("latin-1") + body)
        return len(body)
    lines.append("Transfer-Encoding: chunked\r\n\r\n")
    connection.sendall("\r\n".join(lines).encode("latin-1"))
    size = 0
    try:
        for part in body:
            if part:
                connection.sendall(b"%x\r\n%s\r\n" % (len(part), part))
                size += len(part)
    except (ConnectionError, TimeoutError):
        return None
    except Exception:
        traceback.print_exc()
        return None
    connection.sendall(b"0\r\n\r\n")
    return size


def log_access(request, status, size):
    when = time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime())
    sys.stdout.write(
        '127.0.0.1 - - [%s] "%s %s HTTP/1.1" %s %d "-" "%s"\n'
        % (when, request.method, request.path, status[:3], size, request.headers.get("user-agent", "-"))
    )
    sys.stdout.flush()


def load_application():
    """Imports the user's module from where AWS's container would have put it, and loads the model."""
    base = os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml")
    model_dir = os.path.join(base, "model")
    code_dir = os.path.join(base, "code")
    submitted = os.environ.get("SAGEMAKER_SUBMIT_DIRECTORY", code_dir)
    if os.path.isdir(submitted) and not os.path.isdir(code_dir):
        os.rename(submitted, code_dir)
    program = os.environ.get("SAGEMAKER_PROGRAM", "")
    if not program:
        raise ValueError("SAGEMAKER_PROGRAM must name the script in the model's environment")
    if os.environ.pop("STEPMAKER_NETWORK_ISOLATION", ""):
        offline_install.require_installable(code_dir)
    if os.path.exists(os.path.join(code_dir, "requirements.txt")):
        print("requirements.txt is not installed by the local runner: the packages of the local Python are used as they are")
    sys.path.insert(0, code_dir)
    stand_in_modules.install()
    module = importlib.import_module(program[:-3] if program.endswith(".py") else program)
    accept = os.environ.get("SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT", "application/json")
    return ModelApplication(module, model_dir, accept)


def main():
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    with open(os.environ.pop("STEPMAKER_PORT_FILE"), "w") as file:
        file.write("%d\n" % listener.getsockname()[1])
    application = load_application()
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve_connection, args=(connection, application), daemon=True).start()


if __name__ == "__main__":
    main()
