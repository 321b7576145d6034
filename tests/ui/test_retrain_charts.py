"""Charts of runs: what is in the table is seen."""

import pandas as pd
import pytest

from digitdemo.ui.retrain.charts import learning_chart


def batches(count: int) -> pd.DataFrame:
    return pd.DataFrame({"at": [n / count for n in range(count)], "loss": [2.3] * count, "accuracy": [0.1] * count})


@pytest.mark.parametrize(("count", "dot"), [(1, True), (2, False), (30, False)])
def test_a_single_batch_is_a_dot_for_a_line_needs_two(count: int, dot: bool) -> None:
    line = learning_chart(batches(count), pd.DataFrame(), "loss", 1).to_dict()["layer"][0]
    assert line["mark"]["point"] is dot
