# The Retrain page's part on learning other classes with what a network knows.

shoulders-title = Standing on shoulders: other classes from a few examples
shoulders-question = Does it help to know digits when you learn letters?
shoulders-explained = Both ways see the same few examples. One begins with a network that reads digits: its first convolutions stay as they are, and what comes after them learns. The other begins from nothing.
shoulders-no-files = There are no letters and no symbols on this server. Whoever runs it can name a file of them: README says how.
shoulders-classes = What is learned
shoulders-letters = { $count } letters: { $names }
shoulders-symbols = { $count } symbols of calculations: { $names }
shoulders-network = Whose convolutions
shoulders-frozen = So many of its first convolutions stay as they are
shoulders-examples = Examples of each class
shoulders-learn = Learn both ways
shoulders-knowing = With what it knows
shoulders-scratch = From nothing
shoulders-title-letters-knowing = Letters, with what it knows
shoulders-title-letters-scratch = Letters, from nothing
shoulders-title-symbols-knowing = Symbols, with what it knows
shoulders-title-symbols-scratch = Symbols, from nothing
shoulders-of-tested =
    { $count ->
        [one] of one new sign is read right
       *[other] of { $count } new signs are read right
    }
shoulders-curves = Check pictures read right
shoulders-gained = What it knew is worth { $points } percentage points here: the edges and bends that its kernels look for are in the new signs too.
shoulders-lost = What it knew costs { $points } percentage points here: kernels of its own are better than so many borrowed ones. What happens if fewer of them stay as they are?
