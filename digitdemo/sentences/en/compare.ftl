# The page that compares networks.

compare-title = Side by side
compare-introduction = Every network reads the same drawing at once, and so do two that are as simple as can be: a network without a hidden layer, and nearest neighbours, which is no network at all. The network that you choose here is used on every page.
compare-choose = Use on every page
compare-invitation = Draw a digit, and every network reads it.
compare-invitation-signs = Made for other signs: { $signs }
compare-agree = { $count ->
    [one] It reads { ARTICLE($digit) } { $digit }.
   *[other] All { $count } read { ARTICLE($digit) } { $digit }.
  }
compare-signs = { $count ->
    [one] The network reads: { $sign }
   *[other] { $right } of { $count } networks read: { $sign }
  }
compare-disagree = { $right } of { $count } read { ARTICLE($digit) } { $digit }.
compare-in-use = in use
compare-votes = { $right } of { $count } votes
compare-not-sure = not sure: { $digit }, { $percent }

compare-worth = What they are worth, and what they cost
compare-network = Network
compare-mnist = MNIST
compare-unseen = Unseen writers
compare-turned = Turned by 30°
compare-own-test = Own test
compare-parameters = Parameters
compare-file = File (KB)
compare-learning = Learning (min)
compare-reading = Reading (ms)
compare-trade-off =
    The first columns say which share of digits is read right: MNIST’s own test, people whose hand no network
    has learned from, and the same turned. A network trained here has its own test. No network is best at everything: a larger one may read better, but it
    learns and reads more slowly. A dash: not measured.
compare-graphics-processor = “{ $network }” learned on a graphics processor, many times as fast as the two cores of a computer that the others learned on.
compare-accuracy = Read right
compare-against-cost = against
compare-cost-reading = time for one reading (ms)
compare-cost-learning = time to learn (minutes)
compare-cost-parameters = numbers learned (parameters)
compare-axis-right = read right: { $what }
compare-no-points = No network has both of these numbers yet.
compare-about = What each network is
compare-about-ours = It learned from MNIST, from digits that 30 people wrote with a pen, and from made-up handwriting.
compare-about-author =
    Four convolutions with ever fewer filters; learned from MNIST alone, as it is. Its pictures were larger; here they
    are 28 × 28, and padding keeps that size through all convolutions.
compare-about-keras =
    What most tutorials build; learned from MNIST alone, as it is. The ReLUs and the softmax are layers of their own, so
    that each can be shown.
compare-about-lenet5 =
    The network that read bank cheques in the nineties; learned from MNIST alone, as it is. A softmax stands at its end
    instead of radial basis functions.
compare-about-many-hands =
    Ours, gone on with digits that some 230 more people wrote on other devices. Not for commercial use.
compare-about-symbols = It tells the digits and signs of a written calculation apart, and what is neither.
compare-about-mlp = No convolution at all; learned from MNIST alone, as it is.
compare-about-without-variations =
    Built like ours and shown the same digits, but always as they are: never turned, slanted or redrawn.
compare-about-no-hidden-layer =
    The simplest network: each digit adds up all pixels with weights of its own, and the largest sum wins. Learned from
    MNIST alone, as it is. What the others read better is what their hidden layers are good for.
compare-about-neighbours =
    No network: it learns nothing, and keeps 3,000 digits that this project wrote itself. The five that are most like
    yours, pixel by pixel, vote. Its “parameters” are the pixels that it keeps, its “file” takes a byte for each of them.
compare-neighbours-wait = Nearest neighbours: draw a digit, and the { $count } pictures most like it show here.
compare-neighbours-mine = Yours
compare-neighbours-title = Your nearest neighbours, and what they vote: { $votes }
compare-neighbours-how = Below each: its digit, and how far it is from yours (the difference of each of the 784 pixels squared, all added up, and the root of that). It looked at { $kept } pictures. One line drawn a little further to the left, and every pixel differs: that is why it errs where a convolution does not.
