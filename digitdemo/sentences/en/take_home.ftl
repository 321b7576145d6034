# Take home: the buttons, and the report in the zip.

home-class = Take everything home
home-mine = Take my drawings home
home-hint = One zip file: the drawings, the votes, the network, and a report that opens without a network.

report-title = What our class drew, and what a network learned from it
report-title-of = What { $name } drew, and what a network learned from it
report-intro = Made on { $date }. This page loads nothing and runs nothing; it opens without a network too.
report-drew = What we drew
report-whole =
    { $drawings ->
        [one] Our class made one drawing
       *[other] Our class made { $drawings } drawings
    }, by { $pupils ->
        [one] one pupil.
       *[other] { $pupils } pupils.
    }
report-all = All
report-learned = What the network learned
report-nothing-trained = No network was trained in this lesson. What stands below was read by the network that comes with the lab.
report-why-kept-out = Some pupils were kept out whole: the network never met their hands. Only on them can we see what it really learned.
report-strangers = Pupils whom it never met
report-others = Everybody else
report-score = { $right } of { $of } right
report-curve = How many of the check pictures were read right after each round of learning.
report-mixed = What gets mixed up
report-confusion = Each line: what was drawn. Each column: what the network read. On the diagonal it is right.
report-guessed = People against network
report-digits = Our digits
report-my-digits = My digits
report-read-right = { $digit }, read right
report-read-wrong = { $digit }, read as { $read }
