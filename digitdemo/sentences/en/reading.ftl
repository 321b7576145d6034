# What a page says of a reading: the digit, how sure, and who read it.

reading-invitation = Draw a digit from 0 to 9, with the mouse or a finger.
reading-invitation-signs = Draw one of these, with the mouse or a finger: { $signs }
reading-no-sign = This looks like none of my signs to me; closest: { $closest }.
reading-no-digit = This does not look like a digit to me; closest: { $closest }.
reading-sure = I am sure: { $percent }.
reading-fairly-sure = I am fairly sure: { $percent }.
reading-thinks-so = I think so: { $percent }.
reading-guesses = I am guessing: { $percent }.
reading-runner-up = Next best: { $digit }, with { $percent }.
reading-over = over { $percent }
reading-under = under { $percent }
reading-small-print = Read by “{ $network }”, { $parameters } parameters, in { $elapsed } ms.
reading-ready = Ready to read: “{ $network }”, { $parameters } parameters.

network-card-does-not-fit = The card of “{ $name }” does not fit { $file }: train it again.
network-damaged = The file { $path } is damaged: copy it back, or train the network again.
network-wrong-outputs = { $path } must give { $classes } probabilities. It gives { $shape }.
network-wrong-input = { $path } must read (1, 28, 28, 1). It reads { $shape }.
network-no-calibration = Only a network that ends in a dense layer and a softmax layer can be calibrated.
network-output-lost = A layer's output is not among the converted network's outputs.
