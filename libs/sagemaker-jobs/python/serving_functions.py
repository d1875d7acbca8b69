"""What the scikit-learn container does with a module's transform_fn, or with its input_fn, predict_fn and output_fn."""

import csv
import io
import json
import sys
import traceback

from stand_in_modules import Response

JSON = "application/json"
CSV = "text/csv"
NPY = "application/x-npy"


class UnsupportedFormatError(Exception):
    """A content type that no default function reads or writes."""

    def __init__(self, content_type):
        super().__init__("Content type %s is not supported by this framework." % content_type)


class UserError(Exception):
    """A module that the container cannot serve."""


def transformer(module):
    """The function (model, content, content_type, accept) that answers with the module's functions and the container's defaults."""
    transform_fn = getattr(module, "transform_fn", None)
    input_fn = getattr(module, "input_fn", None)
    predict_fn = getattr(module, "predict_fn", None)
    output_fn = getattr(module, "output_fn", None)
    if transform_fn is not None:
        if input_fn or predict_fn or output_fn:
            raise UserError("Cannot use transform_fn implementation with input_fn, predict_fn, and/or output_fn")
        return transform_fn

    read = input_fn or default_input_fn
    predict = predict_fn or default_predict_fn
    write = output_fn or default_output_fn

    def transform(model, content, content_type, accept):
        try:
            data = read(content, content_type)
        except UnsupportedFormatError as error:
            return error_response(error, 415)
        prediction = predict(data, model)
        try:
            return write(prediction, accept)
        except UnsupportedFormatError as error:
            return error_response(error, 406)

    return transform


def default_input_fn(input_data, content_type):
    """A numpy array of a JSON, CSV or NPY body; numbers of the text formats as float32."""
    array = decode(input_data, content_type)
    return array.astype("float32") if content_type in (JSON, CSV) else array


def default_predict_fn(input_data, model):
    """What the model predicts."""
    return model.predict(input_data)


def default_output_fn(prediction, accept):
    """The prediction as JSON, CSV or NPY."""
    return Response(encode(prediction, accept), mimetype=accept)


def decode(content, content_type):
    """A numpy array of a body."""
    if content_type not in (JSON, CSV, NPY):
        raise UnsupportedFormatError(content_type)
    import numpy

    if content_type == JSON:
        return numpy.array(json.loads(content))
    if content_type == CSV:
        return numpy.array(list(csv.reader(io.StringIO(content), strict=True))).squeeze()
    return numpy.load(io.BytesIO(content), allow_pickle=False)


def encode(array_like, content_type):
    """The body of a prediction."""
    if content_type == JSON:
        return json.dumps(array_like, default=to_list)
    if content_type not in (CSV, NPY):
        raise UnsupportedFormatError(content_type)
    import numpy

    if content_type == CSV:
        array = numpy.array(array_like)
        if array.ndim == 1:
            array = array.reshape(-1, 1)
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(array.tolist())
        return text.getvalue()
    buffer = io.BytesIO()
    numpy.save(buffer, numpy.asarray(array_like))
    return buffer.getvalue()


def to_list(value):
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)


def error_response(error, status):
    body = {
        "error": type(error).__name__,
        "error-message": str(error),
        "stack-trace": "".join(traceback.format_exception(*sys.exc_info())),
    }
    return Response(json.dumps(body), status, mimetype=JSON)
