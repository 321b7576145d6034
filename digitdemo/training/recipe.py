"""How each shipped network is trained: everything that decides the outcome, in one place each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from digitdemo.datasets.augmentation import ANOTHER_HAND, GENTLE, Augmentation
from digitdemo.errors import DataError

UNCHANGED = Augmentation()


@dataclass(frozen=True)
class Recipe:
    """A training, from what is shown to how fast it learns.

    Attributes:
        name: what the command line calls it.
        architecture: a preset’s name: the network is defined there.
        title: what people call the network.
        description: one plain sentence about it.
        epochs: each with newly made examples.
        learning_rate: the peak; a warm-up leads to it, half a cosine down from it to nothing.
        mnist_digits: of MNIST's 60,000 training digits, so many an epoch.
        drawn_digits: made an epoch from the writers' strokes.
        made_digits: written an epoch by made-up hands, which know forms that the few writers do not.
        letters: made an epoch from the same writers' letters, to be told from digits.
        made_not_digits: scribbles, houses, pairs and overlays made an epoch, twice as many overlays as others.
        vary_mnist: how MNIST's pictures are varied; None for as they are.
        vary_strokes: how strokes are varied.
        vary_ink_share: of the pictures made paler, harder or softer.
        pen_widths_px: thinnest and thickest pen, in pixels of the 20-pixel box: a 10 px pen on a large digit, a 26 px
            pen on a small one.
        one_pen_share: of the drawings made with the one pen that reading redraws strokes with.
        batch_size: examples a step.
        weight_decay: of AdamW.
        label_smoothing: how much of each target is spread over all ten digits.
        averaging: momentum of the weights' moving average that is kept in the end; 0 for none.
        before_share: how much the weights from before this recipe count in its outcome: what was learned last is then
            not paid for with what was known before (Wortsman et al., "Robust fine-tuning of zero-shot models", 2022).
        calibrate: fold a temperature, fitted on the writers left out, into the last layer.
        adaptation: what differs from the network that it is named after.
        start_from: a stored network to go on from, instead of a new one.
        more_hands: learn from the digits and signs of written calculations too, by other people.
        then: how to go on from the network that this gives; the weights stay, the optimizer starts anew.
    """

    name: str
    architecture: str
    title: str
    description: str
    epochs: int
    learning_rate: float
    mnist_digits: int = 60_000
    drawn_digits: int = 0
    made_digits: int = 0
    letters: int = 0
    made_not_digits: int = 0
    vary_mnist: Augmentation | None = None
    vary_strokes: Augmentation = UNCHANGED
    vary_ink_share: float = 0.0
    pen_widths_px: tuple[float, float] = (0.8, 5.0)
    one_pen_share: float = 0.35
    batch_size: int = 128
    weight_decay: float = 0.0
    label_smoothing: float = 0.0
    averaging: float = 0.0
    before_share: float = 0.0
    calibrate: bool = False
    adaptation: str = ""
    start_from: str = ""
    more_hands: bool = False
    then: "Recipe | None" = None

    def steps(self) -> Iterator["Recipe"]:
        """The recipe itself and those that go on from it, in order."""
        step: Recipe | None = self
        while step is not None:
            yield step
            step = step.then

    @property
    def all_epochs(self) -> int:
        """Of this recipe and those that go on from it."""
        return sum(step.epochs for step in self.steps())

    def in_epochs(self, epochs: int) -> "Recipe":
        """The same in so many epochs, and nothing afterwards."""
        return replace(self, epochs=epochs, then=None)


_OTHER_DEVICES = replace(ANOTHER_HAND, coarse=0.2)
"""The writers to learn from all used one good tablet."""

_FIRST = Recipe(
    name="digitdemo",
    architecture="digitdemo",
    title="Our network",
    description="It learned from MNIST, from digits that 30 people wrote with a pen, and from made-up handwriting.",
    epochs=32,
    learning_rate=3e-3,
    mnist_digits=46_000,
    drawn_digits=22_000,
    made_digits=12_000,
    letters=4_000,
    made_not_digits=4_000,
    vary_mnist=GENTLE,
    vary_strokes=_OTHER_DEVICES,
    vary_ink_share=0.2,
    weight_decay=0.02,
    label_smoothing=0.02,
    averaging=0.999,
    calibrate=True,
)

_NARROW_MNIST = Augmentation(turn_deg=7, shift_px=0.8, scale=0.09, shear=0.12, elastic_px=0.6, thickness=0.08)

SHIPPED = replace(
    _FIRST,
    # Wide variations teach what a digit may look like; narrow ones, then, what it mostly looks like, and more of
    # people's own digits how common each form is: made-up hands write rare ones as often as usual ones.
    then=replace(
        _FIRST,
        epochs=10,
        learning_rate=1e-3,
        mnist_digits=56_000,
        drawn_digits=20_000,
        made_digits=5_000,
        letters=3_000,
        made_not_digits=3_000,
        vary_mnist=_NARROW_MNIST,
        vary_strokes=Augmentation(
            turn_deg=6,
            scale=0.14,
            shear=0.1,
            elastic_px=0.35,
            loose=0.25,
            tremor_px=0.1,
            ends=0.03,
            stray=0.04,
            coarse=0.1,
        ),
        label_smoothing=0.0,
        before_share=0.3,
    ),
)

QUICK = replace(
    _FIRST,
    name="quick",
    title="Our network, trained quickly",
    description="Built and varied like ours, in a tenth of the time: to try things out, and to cross-validate.",
    epochs=5,
    mnist_digits=8_000,
    drawn_digits=10_000,
    made_digits=5_000,
    letters=1_500,
    made_not_digits=1_000,
    averaging=0.99,
)

MANY_HANDS = replace(
    _FIRST,
    name="many-hands",
    title="Our network, more hands",
    description="Ours, gone on with digits that some 230 more people wrote on other devices. Not for commercial use.",
    start_from="digitdemo",
    more_hands=True,
    epochs=12,
    learning_rate=1.5e-3,
    mnist_digits=30_000,
    drawn_digits=40_000,
    made_digits=6_000,
    letters=5_000,
    made_not_digits=3_000,
    vary_mnist=_NARROW_MNIST,
    vary_strokes=Augmentation(
        turn_deg=9,
        scale=0.2,
        shear=0.15,
        elastic_px=0.35,
        loose=0.25,
        tremor_px=0.1,
        ends=0.03,
        stray=0.03,
        coarse=0.15,
    ),
    label_smoothing=0.0,
    before_share=0.25,
)

WITHOUT_VARIATIONS = Recipe(
    name="without-variations",
    architecture="digitdemo",
    title="Our network, without variations",
    description="Built like ours and shown the same digits, but always as they are: never turned, slanted or redrawn.",
    epochs=3,
    learning_rate=2e-3,
    drawn_digits=6_000,
    one_pen_share=1.0,
    weight_decay=0.02,
)

AUTHOR = Recipe(
    name="author",
    architecture="author",
    title="The course author’s network",
    description="Four convolutions with ever fewer filters; learned from MNIST alone, as it is.",
    adaptation="Its pictures were larger; here they are 28×28, and padding keeps that size through all convolutions.",
    epochs=4,
    learning_rate=2e-3,
)

MLP = Recipe(
    name="mlp",
    architecture="mlp",
    title="Multi-layer perceptron",
    description="No convolution at all; learned from MNIST alone, as it is.",
    epochs=10,
    learning_rate=1e-3,
)

NO_HIDDEN_LAYER = Recipe(
    name="no-hidden-layer",
    architecture="depth-0",
    title="No hidden layer",
    description="Each digit adds up the pixels with weights of its own, and nothing more; learned from MNIST alone.",
    epochs=10,
    learning_rate=1e-3,
)

LENET5 = Recipe(
    name="lenet5",
    architecture="lenet5",
    title="LeNet-5",
    description="The network that read bank cheques in the nineties; learned from MNIST alone, as it is.",
    adaptation="A softmax stands at its end instead of radial basis functions.",
    epochs=10,
    learning_rate=1e-3,
)

KERAS_EXAMPLE = Recipe(
    name="keras-example",
    architecture="keras-example",
    title="Keras’s example",
    description="What most tutorials build; learned from MNIST alone, as it is.",
    adaptation="The ReLUs and the softmax are layers of their own, so that each can be shown.",
    epochs=6,
    learning_rate=1e-3,
)

RECIPES = {
    recipe.name: recipe
    for recipe in (
        SHIPPED,
        QUICK,
        MANY_HANDS,
        WITHOUT_VARIATIONS,
        AUTHOR,
        MLP,
        NO_HIDDEN_LAYER,
        LENET5,
        KERAS_EXAMPLE,
    )
}


_EARLIER_NAMES = {"shipped": "digitdemo"}


def find_recipe(name: str) -> Recipe:
    """Find a recipe by name.

    Raises:
        DataError: there is none of that name.
    """
    recipe = RECIPES.get(_EARLIER_NAMES.get(name, name))
    if recipe is None:
        raise DataError("data-no-such-recipe", name=name, names=", ".join(RECIPES))
    return recipe
