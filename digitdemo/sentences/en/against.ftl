# A person against the network, on the page Compare.

against-title = You against the network
against-question = Who errs more often, you or the network? And on the same digits?
against-introduction = You and the network read the same { $count } digits. They are hard to read. Answer as quickly as you are sure: your time counts from when a digit is shown.
against-begin = Begin
against-place = Digit { $place } of { $count }
against-read = Which digit is it?
against-enough = Enough: show how it went
against-you = **You** read { $right } of { $count } right: an error rate of **{ $rate } %**. A digit took you { $took } on average, with the way to the server and back.
against-network = **{ $network }** read { $right } of the same { $count } right: an error rate of **{ $rate } %**. A digit took it { $took } on average.
against-quicker = It was { $times } times as quick as you.
against-mistakes = Where one of you erred
against-label = { ARTICLE($meant) } { $meant }: you said { $you }, it said { $it }
against-source = The project made these digits itself, so what each is meant to be is known. Some look so much like another digit that nobody can know.
against-again = Other digits
