import numpy as np

from digitdemo.explaining.gallery import excitements, gallery


def test_every_digit_stands_in_the_gallery_in_several_forms() -> None:
    shown = gallery()
    assert shown.inputs.shape == (len(shown.digits), 28, 28)
    assert 60 <= len(shown.digits) <= 100
    counts = np.bincount(shown.digits, minlength=10)
    assert (counts >= 8).all()
    assert shown.inputs.min() == 0
    assert shown.inputs.max() <= 1
    assert len({picture.tobytes() for picture in shown.inputs}) == len(shown.inputs)


def test_the_network_reads_the_gallery(shipped) -> None:
    shown = gallery()
    read = np.array([shipped.network.probabilities(picture).argmax() for picture in shown.inputs])
    assert (read == shown.digits).mean() > 0.9


def test_what_excites_a_map_most(shipped) -> None:
    found = excitements(shipped)["relu_1"]
    best = found.best_digits(3)
    outputs = shipped.network.layer_outputs(gallery().inputs[best[0]])["relu_1"][..., 3]
    row, column = found.places[best[0], 3]
    assert outputs[row, column] == outputs.max() == found.strongest[:, 3].max()
