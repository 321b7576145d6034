# A class: what cannot be done, in words for whoever tried.

class-not-there = There is no such class. Check the six letters on the board; it may also have ended.
class-wrong-key = This link is not a teacher's link, or its lesson has ended.
class-too-many-tries = Too many wrong codes came from here. Wait a minute, then look at the board and try again.
class-too-many-classes = Too many classes are open on this server. End one, or try again tomorrow.
class-not-now = The class cannot do this now. Reload the page to see how far it is.
class-full = This class is full: { $most } have joined it.
class-name-empty = A name needs a letter or a digit.
class-not-a-member = You are not in this class any more. Join it again.
class-locked = No more drawings are accepted for now. What you have handed in is safe.
class-not-collecting = No drawings are collected now. Wait for your teacher.
class-enough-of-you = You have handed in { $most } drawings. That is plenty: thank you!
class-enough-of-all = This class has { $most } drawings. No more fit in.
class-too-fast = That was quick. Take your time, then press again.
class-no-digit = This drawing says of itself what no drawing can. Reload the page and draw again.
class-blank = Draw something first.
class-too-large = That is too much to be a drawing.
class-drawing-too-long = This drawing is too long. Clear it, and write the digit in a few strokes.
class-not-voting = This drawing is not voted on any more. The next one comes soon.
class-no-such-way = A drawing cannot be shown in this way.
class-enough-rounds = This class has guessed { $most } times. That is plenty!
class-no-such-drawing = This drawing is not in your class.
class-database-away = The classes' database cannot be reached now. Nothing that was accepted is lost; try again soon.
class-database-newer = The classes' database is of a newer version ({ $version }) than this server. Bring the server up to date.
class-database-address = DIGITDEMO_DATABASE is no address of a database that this server can use.
class-too-few = There are { $have } drawings. A training needs { $need }, by three pupils or more. Collect more first.
class-still-training = A training is still going on. Wait for it.
class-nothing-trained = No network is ready yet. Train first.
class-training-ends = The training is being stopped. Press “End the lesson” once more in a few seconds.
class-run-title = A class's network
class-too-many-listen = Too many screens follow this class. Close some, then reload.

# The teacher's page.

class-title = A whole class at once
class-what-it-is =
    Pupils join with a code, draw digits on their phones, and watch a network learn from them. Nobody needs an account.
class-open = Open a class
class-have-a-code = I am a pupil and have a code
class-projector-link = Show this on the projector
class-teacher-link = Your own way back to this class
class-teacher-hint =
    { $hours ->
        [one] Keep that link to yourself: whoever has it is the teacher. The class ends by itself in an hour.
       *[other] Keep that link to yourself: whoever has it is the teacher. The class ends by itself in { $hours } hours.
    }
class-now-waiting = The phones wait. Press **Collect**, and each is asked for digits.
class-now-collecting = The phones draw. Each is asked for the digit that it has drawn least.
class-now-training = The network learns. The phones wait.
class-now-trained = The network is ready. Press **Publish**, and every phone reads with it.
class-now-published = Every phone reads with your class's own network.
class-collect = Collect
class-stop-collecting = Stop collecting
class-pause = Pause all screens
class-resume = Go on
class-now-paused = All screens stand still.
class-train = Train
class-train-needs = Train needs { $need } drawings, by three pupils or more.
class-publish = Publish
class-end = End the lesson
class-end-question =
    This deletes all drawings and names of this class, its trainings and their networks. Nobody can bring them back.
class-end-keep = Keep the network that was trained last, without any drawing
class-end-not = Not yet
class-show-names = Show names on the projector
class-beside = The network learns from
class-beside-made = Made digits + ours
class-beside-mnist = MNIST + ours
class-beside-alone = Ours only
class-beside-hint = Besides yours it learns from { $count } made digits, or from as many that people wrote for MNIST. Try each, and compare.
class-no-mnist = MNIST is not on this server. Learn with made digits, or from your own only.
class-look-through = Look through the newest drawings
class-take-out = Take out
class-put-back = Put the last one back
class-only-digit = Digit
class-all-digits = All digits
class-only-pupil = Pupil
class-all-pupils = All pupils
class-pupil-with-count =
    { $count ->
        [one] { $name }: one drawing
       *[other] { $name }: { $count } drawings
    }
class-page = Page
class-this-is = This drawing is a
class-animal-back = Give this pupil the animal's name back
class-lock = Accept no more drawings
class-board = The projector shows the drawings
class-board-newest = Newest first
class-board-digit = By digit
class-board-pupil = By pupil
class-board-join = How to join
class-over = The lesson has ended.
class-over-deleted = Its drawings, votes and names are deleted. Thank you for taking part!
class-over-another = Join another class

receipt-title = The class { $code } has ended
receipt-drawings =
    { $count ->
        [one] One drawing is deleted.
       *[other] { $count } drawings are deleted.
    }
receipt-pupils =
    { $count ->
        [one] One pupil's name is deleted.
       *[other] The names of { $count } pupils are deleted.
    }
receipt-votes =
    { $count ->
        [0] There were no votes.
        [one] One vote is deleted.
       *[other] { $count } votes are deleted.
    }
receipt-networks =
    { $count ->
        [one] One training is deleted with its network.
       *[other] { $count } trainings are deleted with their networks.
    }
receipt-kept = The network “{ $name }” is kept until somebody deletes it on the Retrain page. No drawing is in it.
receipt-nothing-kept = Nothing is kept.

# What is projected.

show-title = The board of a class
show-count =
    { $drawings ->
        [one] { $drawings } drawing
       *[other] { $drawings } drawings
    } by { $pupils ->
        [one] { $pupils } pupil
       *[other] { $pupils } pupils
    }
show-nothing-yet = There is no drawing yet.
show-join-scan = Scan this with your phone's camera.
show-join-type = Or open this page:
show-join-letters = and type these letters:
show-tile = A drawn { $digit }
show-pupil = Pupil { $number }

training-why-kept-out =
    Some pupils are kept out whole: the network never meets their hands. Only on them can we see what it really
    learned, for what it has seen it could know by heart.
training-failed = The training did not end well. { $reason }
training-before-after = Before and after
training-hidden = names are hidden
training-strangers =
    { $count ->
        [one] **One pupil whom it never met** ({ $names })
       *[other] **{ $count } pupils whom it never met** ({ $names })
    }
training-others = **Everybody else**, whose digits it learned or checked with
training-shipped = Before
training-ours = After
training-who-reads = How many digits are read right: before, by the network that came with this lab; after, by our own.
training-right = It reads { $right } of { $of } right.

# The phone.

join-title = Join a class
join-how = The six letters stand on the board. Or scan the code there with your phone's camera.
join-code = The six letters
join-button = Join
join-wait = You are in. Wait for your teacher.
join-learning = Our network is learning. Look at the board.
join-draw = Draw a
join-hand-in = Hand in
join-thanks = Accepted. Here comes the next one.
join-canvas = The canvas: draw the digit here
join-waiting = The network is away. It goes on by itself; drawings that wait here: { $count }
join-waiting-full = Too many drawings wait here for the network. Wait with them for a moment.
join-accepted =
    { $count ->
        [one] { $count } drawing accepted
       *[other] { $count } drawings accepted
    }
join-our-network = Our own network reads this. Draw a digit:
join-use-everywhere = Use it on the other pages too
join-used-everywhere = Done: Draw, Look inside and the other pages now use your class's network.
join-you-are = You are { $name }
join-name = Another name
join-name-take = Take this name
join-paused = Pause. Eyes to the front, please.
join-locked = No more drawings are accepted for now. Thank you!
join-somebody-else = Somebody else draws here now
join-somebody-else-hint = They get a name of their own. What you have handed in stays yours.
join-leave = Leave the class
join-leave-hint = This deletes your drawings, your votes and your name at once. A network that has learned from them stays until the lesson ends.
join-leave-sure = Leave and delete my drawings
join-left = You have left the class. Your drawings, votes and name are deleted.
join-name-hint = The animal is enough. Do not write your real name.
join-kept =
    { $hours ->
        [one] Kept are your drawings and this name, until the lesson ends, one hour from now at the latest. Your class sees them.
       *[other] Kept are your drawings and this name, until the lesson ends, { $hours } hours from now at the latest. Your class sees them.
    }

# Leave me out.

class-nothing-of-yours = The network has learned nothing from you: you had handed nothing in when it was trained.
class-too-few-without = { $have } drawings would be left. A training needs { $need }, by three pupils or more.

leave-title = Leave me out
leave-title-one = Leave one pupil out
leave-choose = Choose a pupil
leave-what = Have our network trained once more, with the same start and the same drawings, but without yours. What changes for you, and what for the others?
leave-train = Train without these drawings
leave-kept-out = These drawings were kept out for the test: the network had never learned from them anyway.
leave-mine = These drawings: **{ $before } of { $of }** were read right, without them in the training **{ $after } of { $of }**.
leave-others = Everybody else's: **{ $before } of { $of }** were read right, now **{ $after } of { $of }**.
leave-chance = For the others the change is no larger than chance makes it.
leave-no-chance = For the others the change is larger than chance makes it.
leave-changed =
    { $count ->
        [one] One of these drawings is read differently:
       *[other] { $count } of these drawings are read differently:
    }
leave-read = { $first }, now { $second }
