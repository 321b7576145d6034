"""How long a run still takes: by how fast its batches and its checks went so far, here and now."""

NOT_TYPICAL = 2
"""The first batches build the network's steps, which takes seconds; no later batch does."""

FORGETTING = 0.05
"""Weight of the newest batch in the mean: other programs come and go within some dozens of batches."""

READING_SHARE = 1 / 3
"""Reading a picture takes about a third of learning from it: no gradients, no step."""


class Pace:
    """Seconds a batch and seconds a check, measured; what is left follows."""

    def __init__(self, batches: int, epochs: int, check_batches: float, finishing_s: float) -> None:
        """Nothing is measured yet.

        Args:
            batches: of all epochs.
            check_batches: so many batches are read after each epoch; before the first check, it is guessed from these.
            finishing_s: seconds of testing and storing, as earlier runs took.
        """
        self.batches, self.epochs, self.check_batches, self.finishing_s = batches, epochs, check_batches, finishing_s
        self._batch_s: float | None = None
        self._check_s: float | None = None
        self._seen = 0

    def note_batch(self, seconds: float) -> None:
        """A batch took so long."""
        self._seen += 1
        if self._batch_s is None or self._seen <= NOT_TYPICAL:
            self._batch_s = seconds
        else:
            # Until there are many, each batch weighs the same.
            weight = max(FORGETTING, 1 / (self._seen - NOT_TYPICAL))
            self._batch_s += weight * (seconds - self._batch_s)

    def note_check(self, seconds: float) -> None:
        """A check after an epoch took so long."""
        self._check_s = seconds

    def left_s(self, batches_done: int, epochs_done: int) -> float | None:
        """Seconds until the network can be used; None while nothing typical is measured."""
        if self._batch_s is None or self._seen <= NOT_TYPICAL:
            return None
        check_s = self._batch_s * self.check_batches * READING_SHARE if self._check_s is None else self._check_s
        learning_s = (self.batches - batches_done) * self._batch_s + (self.epochs - epochs_done) * check_s
        return learning_s + self.finishing_s
