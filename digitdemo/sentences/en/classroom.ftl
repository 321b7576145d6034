# A class: what cannot be done, in words for whoever tried.

class-not-there = There is no such class. Check the six letters on the board; it may also have ended.
class-wrong-key = This link is not a teacher's link, or its lesson has ended.
class-too-many-tries = Too many wrong codes came from here. Wait a minute, then look at the board and try again.
class-too-many-classes = Too many classes are open on this server. End one, or try again tomorrow.
class-not-now = The class { $code } cannot do this now.
class-full = This class is full: { $most } have joined it.
class-name-empty = A name needs a letter or a digit.
class-not-a-member = You are not in this class any more. Join it again.
class-not-collecting = No drawings are collected now. Wait for your teacher.
class-enough-of-you = You have handed in { $most } drawings. That is plenty: thank you!
class-enough-of-all = This class has { $most } drawings. No more fit in.
class-too-fast = That was quick. Take your time, then press again.
class-no-digit = This drawing says of itself what no drawing can. Reload the page and draw again.
class-blank = Draw something first.
class-drawing-too-long = This drawing is too long. Clear it, and write the digit in a few strokes.
class-no-such-drawing = This drawing is not in your class.
class-database-away = The classes' database cannot be reached now. Nothing that was accepted is lost; try again soon.
class-database-newer = The classes' database is of a newer version ({ $version }) than this server. Bring the server up to date.
class-database-address = DIGITDEMO_DATABASE is no address of a database that this server can use.
class-too-few = There are { $have } drawings. A training needs { $need }, by three pupils or more. Collect more first.
class-still-training = A training is still going on. Wait for it.
class-nothing-trained = No network is ready yet. Train first.
class-training-ends = The training is being stopped. Press “End the lesson” once more in a few seconds.
class-run-title = A class's network
