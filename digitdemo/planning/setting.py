"""Everything that decides a training, in one typed value: the page's controls, the permalink and the run's file."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_type_hints

from digitdemo.datasets.augmentation import Augmentation
from digitdemo.datasets.handwriting import Handwriting
from digitdemo.datasets.picture_folder import MAX_PICTURES as MAX_SET
from digitdemo.errors import SettingError
from digitdemo.limits import Limits, all_limits, limited
from digitdemo.networks.layers import PlannedLayer
from digitdemo.networks.presets import DEFAULT_PRESET, layers_of, name_today
from digitdemo.networks.task import DIGITS, LETTERS, SYMBOLS
from digitdemo.planning.initialisation import INITIALISATIONS, USUAL, begin_with
from digitdemo.sentences import Message, say

OPTIMISERS = ("sgd", "momentum", "adam", "rmsprop", "adadelta")
SCHEDULES = ("constant", "decay", "one-cycle")
TESTS = ("same kind", "mnist", "drawings", "pictures")
TASKS = ("train", "ten pictures", "rate sweep", "gradient check", "import")
MAX_PICTURES = 200_000


@dataclass(frozen=True)
class Setting:
    """One training, from data to seed; equal settings give equal curves.

    Attributes:
        task: ``train``, or one of the aids: ``ten pictures`` (overfit them), ``rate sweep``, ``gradient check``;
            ``import`` checks and converts a network that somebody brought.
        architecture: a preset's name, or blocks in the notation of ``blocks``.
        synthetic: how many made digits to learn from.
        mnist: how many of MNIST's 60,000 training pictures.
        drawings: how many labelled drawings at most.
        pictures: how many pictures at most, from the folder ``picture_set``.
        symbols: how many signs of calculations at most, by people; the network then tells 22 classes apart.
        letters: how many letters at most, ten of them, by people; learned alone.
        picture_set: name of an imported set of pictures.
        saturate: True to pass those pictures through the course author's saturation filter.
        test: what to test on: a part kept aside of the ``same kind``, or ``mnist``, ``drawings``, ``pictures``.
        handwriting: of the made digits.
        augmentation: how each picture is varied, anew every epoch.
        optimiser: one of ``OPTIMISERS``.
        learning_rate: the highest of the schedule.
        schedule: ``constant``; ``decay``: falls to a hundredth along a cosine; ``one-cycle``: rises, then falls.
        batch: pictures a step.
        epochs: times that all pictures are seen.
        patience: epochs without progress after which learning stops early; 0: never.
        weight_decay: share of a weight that each step takes away, times the learning rate.
        initialisation: what the weights begin with; one of ``INITIALISATIONS``.
        clip: gradients whose norm is longer are made as long as this; 0: never.
        seed: of everything random.
        start_from: a stored network to go on from; its layers then replace ``architecture``.
        frozen: how many of its first layers with weights stay as they are.
    """

    task: str = "train"
    architecture: str = DEFAULT_PRESET
    synthetic: int = limited(10_000, 0, 100_000, "retrain-source-synthetic")
    mnist: int = limited(0, 0, 60_000, "retrain-source-mnist")
    drawings: int = limited(0, 0, 20_000, "retrain-source-drawings")
    pictures: int = limited(0, 0, MAX_SET, "retrain-source-pictures")
    symbols: int = limited(0, 0, 20_000, "retrain-source-symbols")
    letters: int = limited(0, 0, 5_000, "retrain-source-letters")
    picture_set: str = ""
    saturate: bool = False
    test: str = "same kind"
    handwriting: Handwriting = field(default_factory=Handwriting)
    augmentation: Augmentation = field(default_factory=Augmentation)
    optimiser: str = "adam"
    learning_rate: float = limited(0.01, 1e-6, 10, "retrain-learning-rate")
    schedule: str = "one-cycle"
    batch: int = limited(64, 1, 2048, "retrain-batch")
    epochs: int = limited(3, 1, 200, "retrain-epochs")
    patience: int = limited(0, 0, 200, "retrain-patience")
    weight_decay: float = limited(0.0, 0, 1, "retrain-weight-decay")
    initialisation: str = USUAL
    clip: float = limited(0.0, 0, 100, "retrain-clip")
    seed: int = limited(1, 0, 2**31 - 1, "retrain-seed")
    start_from: str = ""
    frozen: int = limited(0, 0, 100, "retrain-frozen")

    @property
    def training_pictures(self) -> int:
        """How many pictures at most, before a part is kept aside."""
        return self.synthetic + self.mnist + self.drawings + self.pictures + self.symbols + self.letters

    @property
    def classes(self) -> tuple[str, ...]:
        """What the network shall tell apart, in the order of its outputs."""
        return LETTERS if self.letters else SYMBOLS if self.symbols else DIGITS

    def layers(self) -> list[PlannedLayer]:
        """The network's layers, where they are not those of a stored one.

        Raises:
            SettingError: a layer does not fit.
        """
        return begin_with(layers_of(self.architecture, len(self.classes)), self.initialisation)

    def check(self) -> None:
        """Refuse what cannot be trained, before anything starts.

        Raises:
            SettingError: says what is wrong and what would be right.
        """
        for name, value in _flat(self).items():
            limits = LIMITS.get(name)
            if limits is not None and not limits.allow(value):
                raise SettingError(
                    "setting-range", name=label_of(name), low=_shown(limits.low), high=_shown(limits.high),
                    value=_shown(value),
                )  # fmt: skip
        for name, allowed in _CHOICES:
            if getattr(self, name) not in allowed:
                raise SettingError("setting-choice", name=label_of(name), choices=", ".join(allowed))
        if self.task == "import":
            return
        if self.task == "train" and self.training_pictures < 20:
            raise SettingError("setting-nothing")
        if self.training_pictures > MAX_PICTURES:
            raise SettingError("setting-too-many", most=MAX_PICTURES)
        self._check_classes()
        if self.pictures and not self.picture_set:
            raise SettingError("setting-no-set")
        if not self.start_from:
            self.layers()

    def _check_classes(self) -> None:
        if self.letters and self.letters != self.training_pictures:
            raise SettingError("setting-letters-alone")
        if self.letters and self.test != "same kind":
            raise SettingError("setting-letters-test")

    def to_json(self) -> str:
        """As text for ``setting.json``; ``from_json`` reads it back."""
        return json.dumps(dataclasses.asdict(self), indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> "Setting":
        """Read what ``to_json`` wrote; unknown entries are ignored, missing ones have their defaults.

        Raises:
            SettingError: not such a file.
        """
        try:
            values = json.loads(text)
            flat = {name: value for name, value in values.items() if name not in _GROUPS}
            for group in _GROUPS:
                flat |= {f"{group}.{name}": value for name, value in values.get(group, {}).items()}
        except (ValueError, AttributeError, TypeError) as error:
            raise SettingError("setting-damaged", reason=str(error)) from error
        return cls.from_query(flat)

    def to_query(self) -> dict[str, str]:
        """As the permalink's parameters: only what differs from the defaults."""
        mine, defaults = _flat(self), _flat(Setting())
        return {name: _as_text(value) for name, value in mine.items() if value != defaults[name]}

    @classmethod
    def nearest(cls, query: Mapping[str, Any]) -> tuple["Setting", list[str]]:
        """Read a permalink's parameters; what is not allowed becomes the nearest value that is.

        Returns:
            The setting, and a sentence about each value that was changed.
        """
        defaults = _flat(cls())
        values: dict[str, Any] = {}
        remarks = []
        for name in (name for name in defaults if name in query):
            values[name], remark = _nearest(name, query[name], defaults[name])
            remarks += [remark] if remark else []
        return cls.from_query(values), remarks

    @classmethod
    def from_query(cls, query: Mapping[str, Any]) -> "Setting":
        """Read a permalink's parameters; unknown ones are ignored.

        Raises:
            SettingError: a value that cannot be read.
        """
        defaults = _flat(cls())
        values = {name: _as_value(name, query[name], defaults[name]) for name in defaults if name in query}
        groups = {
            name: kind(**{key: values.get(f"{name}.{key}", defaults[f"{name}.{key}"]) for key in get_type_hints(kind)})
            for name, kind in _GROUPS.items()
        }
        plain = {name: value for name, value in values.items() if "." not in name}
        if "architecture" in plain:
            plain["architecture"] = name_today(plain["architecture"])
        return cls(**plain, **groups)


_GROUPS: dict[str, Any] = {"handwriting": Handwriting, "augmentation": Augmentation}

LIMITS: dict[str, Limits] = {
    **all_limits(Setting),
    **{f"{group}.{name}": limits for group, kind in _GROUPS.items() for name, limits in all_limits(kind).items()},
}
"""Of every number of a setting, by its name in a link."""

_CHOICES = (
    ("task", TASKS),
    ("test", TESTS),
    ("optimiser", OPTIMISERS),
    ("schedule", SCHEDULES),
    ("initialisation", INITIALISATIONS),
)


_LABELS = {
    "architecture": "retrain-network",
    "picture_set": "retrain-set",
    "saturate": "retrain-saturate",
    "test": "retrain-test-on",
    "optimiser": "retrain-optimiser",
    "schedule": "retrain-schedule",
    "initialisation": "retrain-initialisation",
    "start_from": "retrain-start",
}
"""Of what is no number: the id of what people call it; of a number it stands with its limits."""


def setting_names() -> frozenset[str]:
    """The names that a link to a setting may use."""
    return frozenset(_flat(Setting()))


def label_of(name: str) -> Message | str:
    """What stands above a part's widget; its name in a link where it has none."""
    limits = LIMITS.get(name)
    sentence = limits.sentence if limits else _LABELS.get(name)
    return Message(sentence) if sentence else name


def _nearest(name: str, given: Any, default: Any) -> tuple[Any, str]:
    """The allowed value that lies nearest to a given one, and what to say where it is another."""
    shown = str(given)[:40]
    allowed = dict(_CHOICES).get(name)
    if allowed is not None and given not in allowed:
        return default, say("setting-no-choice", given=shown, name=label_of(name), taken=default)
    limits = LIMITS.get(name)
    try:
        value = float(given) if limits is not None else _as_value(name, given, default)
        taken = value if limits is None else limits.nearest(value)
    except (SettingError, ValueError, TypeError, OverflowError):
        return default, say("setting-not-read", given=shown, name=label_of(name), taken=_shown(default))
    if limits is not None and isinstance(default, int):
        taken = int(taken)
    if limits is None or taken == value:
        return taken, ""
    ends = {"low": _shown(limits.low), "high": _shown(limits.high)}
    return taken, say("setting-nearest", name=label_of(name), taken=_shown(taken), given=shown, **ends)


def _shown(value: Any) -> str:
    """A number with all its digits, which the catalogue's own form cuts off after three."""
    return f"{value:,}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _flat(setting: Setting) -> dict[str, Any]:
    """Name to value, with ``handwriting.slant`` and the like for the groups."""
    flat: dict[str, Any] = {}
    for name, value in dataclasses.asdict(setting).items():
        if name in _GROUPS:
            flat |= {f"{name}.{key}": inner for key, inner in value.items()}
        else:
            flat[name] = value
    return flat


def _as_text(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _as_value(name: str, given: Any, default: Any) -> Any:
    """Read one value as its default's type."""
    try:
        if isinstance(default, bool):
            return given in (True, "True", "true", "1")
        if isinstance(default, int):
            return int(given)
        if isinstance(default, float):
            number = float(given)
            if not abs(number) < 1e9:
                raise ValueError("not a usable number")
            return number
        return str(given)[:2000]
    except (ValueError, TypeError, OverflowError) as error:
        raise SettingError("setting-unreadable", given=str(given)[:40], name=label_of(name)) from error
