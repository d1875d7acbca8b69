"""The Python runtime of a Lambda function: the program that an execution environment runs.

It loads the handler, then takes calls as lines of JSON on file descriptor 3 and answers there, so that standard output stays the
function's. https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html
"""

import base64
import importlib
import json
import logging
import os
import queue
import resource
import sys
import threading
import time
import traceback

PIPE = 3
_current = {"requestId": ""}
_write_lock = threading.Lock()


class LambdaContext:
    """What a handler learns about its call."""

    def __init__(self, call):
        self.aws_request_id = call["requestId"]
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.invoked_function_arn = call["functionArn"]
        self.identity = None
        context = call.get("clientContext")
        self.client_context = json.loads(base64.b64decode(context)) if context else None
        self._deadline = call["deadline"]

    def get_remaining_time_in_millis(self):
        return max(0, int(self._deadline - time.time() * 1000))


class LambdaLogHandler(logging.Handler):
    """Sends each record as one event of the function's log."""

    def emit(self, record):
        send({"type": "log", "message": self.format(record)})


class LambdaFormatter(logging.Formatter):
    converter = time.gmtime
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record):
        record.aws_request_id = _current["requestId"]
        return super().format(record)


def send(message):
    data = (json.dumps(message) + "\n").encode()
    with _write_lock:
        while data:
            data = data[os.write(PIPE, data):]


def memory():
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return -(-peak // (1024 * 1024 if sys.platform == "darwin" else 1024))


def error_shape(error_type, message, stack):
    return {"errorMessage": message, "errorType": error_type, "requestId": _current["requestId"], "stackTrace": stack}


def send_error(shape, exits=False):
    trace = "".join(shape["stackTrace"])
    text = "[ERROR] %s: %s" % (shape["errorType"], shape["errorMessage"])
    send({"type": "log", "message": text + ("\nTraceback (most recent call last):\n" + trace if trace else "")})
    sys.stdout.flush()
    sys.stderr.flush()
    send({"type": "error", "payload": json.dumps(shape), "memory": memory(), "exits": exits})


def own_frames(error):
    """The frames of the function's own code, without ours."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__]
    return traceback.format_list(frames)


def load_handler(name):
    module_name, _, function_name = name.rpartition(".")
    if not module_name:
        return None, error_shape("Runtime.MalformedHandlerName", "Bad handler '%s': not enough values to unpack (expected 2, got 1)" % name, [])
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        return None, error_shape("Runtime.ImportModuleError", "Unable to import module '%s': %s" % (module_name, error), [])
    except SyntaxError as error:
        trace = ['  File "%s" Line %s\n    %s' % (error.filename, error.lineno, error.text)]
        return None, error_shape("Runtime.UserCodeSyntaxError", "Syntax error in module '%s': %s" % (module_name, error), trace)
    except Exception as error:
        return None, error_shape(type(error).__name__, str(error), own_frames(error))
    handler = getattr(module, function_name, None)
    if handler is None:
        return None, error_shape("Runtime.HandlerNotFound", "Handler '%s' missing on module '%s'" % (function_name, module_name), [])
    return handler, None


def run(handler, call):
    _current["requestId"] = call["requestId"]
    os.environ["_X_AMZN_TRACE_ID"] = call["traceId"]
    try:
        result = handler(json.loads(call["payload"]), LambdaContext(call))
    except Exception as error:
        return send_error(error_shape(type(error).__name__, str(error), own_frames(error)))
    try:
        payload = json.dumps(result, ensure_ascii=False)
    except (TypeError, ValueError) as error:
        return send_error(error_shape("Runtime.MarshalError", "Unable to marshal response: %s" % error, []))
    sys.stdout.flush()
    sys.stderr.flush()
    return send({"type": "result", "payload": payload, "memory": memory()})


def listen(calls):
    """Reads calls; ends the process when the server is gone, whatever the handler is doing."""
    with os.fdopen(os.dup(PIPE), "rb") as pipe:
        for line in pipe:
            calls.put(json.loads(line))
    os._exit(0)


def main():
    handler_log = LambdaLogHandler()
    handler_log.setFormatter(LambdaFormatter("[%(levelname)s]\t%(asctime)s\t%(aws_request_id)s\t%(message)s"))
    logging.getLogger().addHandler(handler_log)
    logging.getLogger().setLevel(logging.WARNING)
    sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
    calls = queue.SimpleQueue()
    threading.Thread(target=listen, args=(calls,), daemon=True).start()
    handler, failure = load_handler(os.environ["_HANDLER"])
    send({"type": "ready"})
    while True:
        call = calls.get()
        if failure is not None:
            failure["requestId"] = ""
            send_error(failure, exits=True)
            os._exit(1)
        run(handler, call)


if __name__ == "__main__":
    main()
