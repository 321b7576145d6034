"""Networks to explain: the shipped one, and a few of another build."""

from collections.abc import Callable

import numpy as np
import pytest

from digitdemo.explaining.feature_maps import ExplainedNetwork, feature_maps
from digitdemo.explaining.gallery import gallery
from digitdemo.storage.models import StoredModel, find_model
from tests.explaining.networks import folder_of_networks


@pytest.fixture(scope="session")
def shipped() -> ExplainedNetwork:
    return ExplainedNetwork.load(find_model())


@pytest.fixture(scope="session")
def seven() -> np.ndarray:
    return gallery().inputs[gallery().first_of(7)]


@pytest.fixture(scope="session")
def maps(shipped: ExplainedNetwork, seven: np.ndarray) -> dict[str, np.ndarray]:
    return feature_maps(shipped, seven)


@pytest.fixture(scope="session")
def built() -> Callable[[str], StoredModel]:
    return lambda name: find_model(folder_of_networks() / name)
