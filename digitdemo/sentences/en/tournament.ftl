# A fair tournament between groups.

class-no-entry-now = No network can enter now. Wait for the next tournament.
class-tournament-full = { $most } networks have entered. No more fit in.
class-two-networks = A tournament needs two networks or more, and begins once. Let groups enter theirs, or begin a new one.
class-no-such-network = There is no such network. Choose another.
class-network-has-met-you = This network has learned from pupils of your class. A fair tournament takes none that has met them.
class-too-few-for-tournament = A tournament needs { $need } drawings, by { $pupils } pupils or more. Collect more first.

class-tournament = Tournament
class-now-tournament = Groups enter a network each. Then all are tested on pupils whom no network has met.
tournament-start = Start the tournament
tournament-new = New tournament
tournament-title = A fair tournament
tournament-entered =
    { $count ->
        [0] No network has entered yet.
        [one] One network has entered.
       *[other] { $count } networks have entered.
    }
tournament-entry = { $title }: { $network }
tournament-own = built on the Retrain page
tournament-learning = { $title } learns: { $percent } %
tournament-waits = { $title } waits
tournament-is-ready = { $title } is ready
tournament-did-not-end = { $title } did not learn to the end, and is not tested.
tournament-tested =
    { $pupils ->
        [one] Tested on { $drawings } drawings by one pupil whom no network has met.
       *[other] Tested on { $drawings } drawings by { $pupils } pupils whom no network has met.
    }
tournament-score = { $title }: { $right } of { $of } right
tournament-won = { $title } wins!
tournament-won-how = It is better than each of the others by more than chance makes. Between equal networks chance does so in fewer than one of twenty tournaments.
tournament-too-close = Too close to call.
tournament-too-close-how = { $title } is first, but chance alone puts equal networks this far apart in { $percent } of 100 tournaments.
tournament-too-few =
    { $pupils ->
        [one] Nobody can win yet: one pupil was kept out. With { $need } we could tell skill from luck.
       *[other] Nobody can win yet: { $pupils } pupils were kept out. With { $need } we could tell skill from luck.
    }

tournament-enter = Enter a network for your group
tournament-group = Name of your group
tournament-network = Your network
tournament-network-hint = Or build one on the Retrain page: when it has learned, it stands in this list.
tournament-enter-button = Enter
tournament-you-entered = Your network is in: { $network }. You may change it until the tournament starts.
tournament-begun = The tournament has begun. Look at the board.
tournament-built = { $title } (Retrain page)
