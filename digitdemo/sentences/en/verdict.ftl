# What a run's numbers say, and what to do about it.

verdict-underfitting = underfitting
verdict-overfitting = overfitting
verdict-diverging = diverging
verdict-fine = fine
verdict-too-early-to-say = too early to say

verdict-no-number = The loss grew until it was no number any more.
verdict-no-epoch = Not one epoch is done.
verdict-reads = It reads { $learned } of the pictures it learned from and { $checked } of others of their kind.
verdict-own-misread = Even of its own pictures it misreads { $percent }.
verdict-gap = That is a gap of { $points } points: it knows its own pictures better than the digits.
verdict-loss-rose = The loss rose to { $last } after it had been { $lowest }.
verdict-loss-huge = The loss was { $highest } on the way; whoever only guesses has 2.3.
verdict-only-guesses = At the learning rate { $rate } it ended no better than by guessing.
verdict-guesses = It only guesses: it has learned nothing yet.
verdict-zeros =
    It only guesses. All its weights began at 0, so all units of a layer get the same slope and stay the same for ever.
verdict-close = The two are close, so it has learned digits and not pictures.
verdict-other-kind = On the test pictures it reads only { $percent }: they are of another kind than what it learned from.

verdict-like-those = Learn from pictures like those that it will meet: add some of them, or vary the pictures more.
verdict-longer = Learn longer: more epochs.
verdict-larger = Raise the capacity: more filters or more layers.
verdict-fewer-brakes = Take away dropout or weight decay if there is much of it.
verdict-more-pictures = Learn from more pictures, or vary them more.
verdict-more-brakes = More dropout or weight decay.
verdict-smaller = Less capacity: fewer filters or layers.
verdict-lower-rate = Take a lower learning rate. “Find a good learning rate”, among the experiments, suggests one.
verdict-clip = Limit how large a slope may be (gradient clipping).
verdict-another-rate = Take another learning rate: a larger one if it is tiny, a smaller one if it is large.
verdict-usual-beginning = Let the weights begin as usual, or as He et al. do.
verdict-normalise = Put a normalisation behind each convolution, and watch how large the slopes become.
verdict-worst-errors = For more, look at the worst errors: what do they have in common?
