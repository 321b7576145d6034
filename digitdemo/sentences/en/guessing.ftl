# Guess first: everybody votes on a drawing before the network is asked.

class-guess = Guess first
class-look-up = Look up
class-on-your-own = On your own
class-now-guessing = The phones vote. Nobody, not even this page, says what the drawing was meant to be before the network is asked.
class-now-looking = Every phone says: look up.
class-now-on-your-own = The phones go where they like.

guess-way = How it is shown
guess-way-strokes = As it was drawn
guess-way-half = The first half
guess-way-turned = Turned

guess-show-votes = Show the votes
guess-vote-again = Vote again
guess-ask = Ask the network
guess-next = Next drawing

guess-question = Which digit is this?
guess-question-half = Half of a digit: which one?
guess-question-turned = Turned to one side: which digit?
guess-picture = The drawing that everybody guesses at
guess-voted = { $voted } of { $pupils } have voted
guess-talk = Tell your neighbour what you see, and why.
guess-again = Vote once more.
guess-before-talk = The pale part of a bar: before you talked.
guess-votes =
    { $votes ->
        [one] { $digit }: one vote
       *[other] { $digit }: { $votes } votes
    }
guess-votes-right =
    { $votes ->
        [one] { $digit }, the right one: one vote
       *[other] { $digit }, the right one: { $votes } votes
    }
guess-meant = It was meant to be { ARTICLE($digit) } { $digit }.
guess-people = As a class you said { $digit }.
guess-of-two-minds = You were of two minds.
guess-nobody = Nobody voted.
guess-network = The network reads { ARTICLE($digit) } { $digit } and is { $percent } % sure.
guess-standing =
    { $rounds ->
        [one] After one drawing: you { $people }, the network { $network }
       *[other] After { $rounds } drawings: you { $people }, the network { $network }
    }
guess-standing-how = A drawing is yours when the digit that most of you voted for is right.

guess-tap = Which digit is this? Tap it.
guess-digits = The digits: tap the one that you see
guess-waits = The network is away. Your vote for { $digit } waits here, and goes by itself.
guess-you-said = You said { $digit }. You may change your mind until the votes are shown.
guess-you-said-first = You said { $digit } before. What do you say now?
guess-talk-phone = Tell your neighbour what you see, and why. Then you vote once more.
guess-yours-right = You said { $digit }: right!
guess-yours-wrong = You said { $digit }. It was meant to be { ARTICLE($right) } { $right }.
guess-yours-none = You did not vote. It was meant to be { ARTICLE($right) } { $right }.

join-look-up = Look up!
join-on-your-own = Now on your own. Where do you want to go?
join-go-draw = Draw a digit, and see it read
join-go-inside = Look inside the network
join-go-push = Push a digit until it is read wrong
join-go-learning = See how a network learns
