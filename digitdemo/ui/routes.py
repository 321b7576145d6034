"""What browsers load over HTTP beside Streamlit's pages: our JavaScript modules and the networks' weights."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from digitdemo.errors import ModelError, SettingError
from digitdemo.learning.lesson import Lesson
from digitdemo.sentences import say, say_error
from digitdemo.storage.kept_weights import MOST_EPOCHS
from digitdemo.storage.models import StoredModel, reading_models
from digitdemo.ui.classroom.event_route import send_events
from digitdemo.ui.classroom.hand_in import take_drawing
from digitdemo.ui.classroom.voting import take_vote
from digitdemo.ui.learning.versions import packed_epoch, packed_version
from digitdemo.ui.live import MODULES, modules_version, packed_network

FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
ASK_AGAIN = {"Cache-Control": "no-cache"}


def send_module(request: Request) -> Response:
    """A JavaScript module; its address changes with its content."""
    path = MODULES.get(request.path_params["name"])
    if path is None:
        return PlainTextResponse(say("server-no-module"), 404)
    is_current = request.path_params["version"] == modules_version()
    headers = FOR_EVER if is_current else ASK_AGAIN
    return Response(path.read_bytes(), media_type="text/javascript", headers=headers)


def send_network(request: Request) -> Response:
    """A stored network for the browser's engine; 404 where there is none, 422 where the engine cannot run it."""
    name = request.path_params["name"]
    model = _find_by_name(name)
    if model is None:
        return PlainTextResponse(say("server-no-network"), 404)
    try:
        content, version = packed_network(model)
    except ModelError as error:
        return PlainTextResponse(say_error(error), 422)
    headers = FOR_EVER if request.query_params.get("v") == version else ASK_AGAIN
    return Response(content, media_type="application/octet-stream", headers=headers)


def send_version(request: Request) -> Response:
    """A network of a lesson after some batches, for the browser's engine; 404 where there is none."""
    try:
        lesson = Lesson.named(request.path_params["lesson"])
        content, version = packed_version(lesson, request.path_params["batch"])
    except SettingError as error:
        return PlainTextResponse(say_error(error), 404)
    headers = FOR_EVER if request.query_params.get("v") == version else ASK_AGAIN
    return Response(content, media_type="application/octet-stream", headers=headers)


def send_epoch(request: Request) -> Response:
    """A network trained here, as it was after an epoch; 404 where there is none."""
    model = _find_by_name(request.path_params["name"])
    if model is None:
        return PlainTextResponse(say("server-no-network"), 404)
    try:
        content, version = packed_epoch(model, min(request.path_params["epoch"], MOST_EPOCHS + 1))
    except ModelError as error:
        return PlainTextResponse(say_error(error), 404)
    headers = FOR_EVER if request.query_params.get("v") == version else ASK_AGAIN
    return Response(content, media_type="application/octet-stream", headers=headers)


def _find_by_name(name: str) -> StoredModel | None:
    """Only by the name of one that is there: a path finds nothing."""
    return next((model for model in reading_models() if model.name == name), None)


ROUTES = [
    Route("/api/live/{version}/{name}", send_module),
    Route("/api/networks/{name}.bin", send_network),
    Route("/api/networks/{name}/{epoch:int}.bin", send_epoch),
    Route("/api/lessons/{lesson}/{batch:int}.bin", send_version),
    Route("/api/classes/{code}/events", send_events),
    Route("/api/classes/{code}/drawings", take_drawing, methods=["POST"]),
    Route("/api/classes/{code}/votes", take_vote, methods=["POST"]),
]
