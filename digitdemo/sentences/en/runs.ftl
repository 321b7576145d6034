# A run: what it does now, why it ended, and what cannot be done with it. Its state stands before the sentence.

runs-files-damaged = The files of this run are damaged.
runs-setting-lost = The run “{ $name }” has lost its setting.
runs-no-such-run = There is no run called “{ $name }”.
runs-still-goes-on = This run still goes on: stop it first.
runs-not-there-any-more = The run “{ $name }” is not there any more.
runs-place-already = You have a place in line already: wait for it, or stop that run.
runs-line-full = { $most } runs wait already: come back later.

runs-in-line = It is in line again.
runs-stopping = Stopping.
runs-taken-out = Taken out of the line.
runs-given-up = Interrupted { $attempts } times; not tried again.
runs-server-restarted = The server was restarted; it goes on soon.

runs-starting = Starting.
runs-worker-silent =
    { $seconds ->
        [one] The worker said nothing for one second and was ended.
       *[other] The worker said nothing for { $seconds } seconds and was ended.
    }
runs-worker-killed = The worker ended unexpectedly (signal { $signal }). { $last }
runs-worker-ended = The worker ended unexpectedly (status { $status }). { $last }

runs-getting-pictures = Getting the pictures ready.
runs-downloading-mnist = Downloading MNIST, 11 MB, once.
runs-mnist-not-downloaded = MNIST could not be downloaded. Choose synthetic handwriting, which needs no network.
runs-learning = Learning.
runs-testing = Testing the network.
runs-storing = Storing the network.
runs-reading-drawings = Reading your drawings.
runs-paused = Paused. “Go on” goes on where it was.
runs-paused-place-given = Paused; its place went to the next run. “Go on” puts it in line again.
runs-all-epochs-done = It went through all its epochs.
runs-stopped-early = Stopped early: the loss on the check pictures did not fall any more.
runs-diverged-kept = Learning diverged; the network from before is kept. Take a lower learning rate.
runs-diverged = Learning diverged: the loss is no longer a number. Take a lower learning rate.
runs-stopped-kept = Stopped; what was learned is kept.
runs-stopped = Stopped.
runs-memory-full = The memory is full: take fewer pictures, smaller batches or a smaller network.
runs-disk-full = The disk is full: delete runs, then train again.
runs-system-refused = The system refused: { $reason }
runs-checkpoint-damaged = What was saved of this run cannot be loaded: train again.

runs-looking-through = Looking through the file.
runs-reading-made = Reading made digits with it.
runs-imported = Imported. It reads { $percent } % of made digits right.
runs-imported-times-255 =
    Imported. It reads { $percent } % of made digits right. It learned from pictures of 0 to 255, so a layer that
    multiplies by 255 was put before it.

runs-learning-ten = Learning ten pictures by heart.
runs-ten-learned =
    { $steps ->
        [one] It can learn: all ten pictures by heart after one step.
       *[other] It can learn: all ten pictures by heart after { $steps } steps.
    }
runs-ten-not-learned = It did not learn ten pictures by heart: look for a mistake in the network or the learning rate.
runs-sweeping = Sweeping the learning rate.
runs-sweep-suggests = The loss falls fastest at a learning rate of about { $rate }.
runs-nudging = Nudging weights one by one.
runs-gradients-right = The gradients are right: nudging weights changes the loss as backpropagation says.
runs-gradients-off = Some gradients are off; where an activation has a corner (ReLU, max pooling) single ones may be.
