# What a class keeps, for how long, and who sees it: in words that parents read. And the pupil's own results.

privacy-title = What is kept of a pupil
privacy-short = Nobody needs an account, an e-mail address or a real name. When the lesson ends, everything is deleted.
privacy-kept-title = What is kept
privacy-kept =
    - The digits that your child draws, as lines.
    - A made-up name, such as “Otter”. Your child may choose another one, and should not write the real one.
    - The votes in the guessing game.
    - The networks that the class trains from its drawings.
privacy-not-title = What is not kept
privacy-not =
    - No name, address, e-mail, picture or voice.
    - No cookie follows your child. A key in the page's address, which the browser also keeps, lets the same phone come back to its place.
    - Nothing is sent to anybody else: it stays on the server that the school or the teacher runs. The web server may note visits with their technical address, as every web server does.
privacy-long-title = For how long
privacy-long = Until the teacher ends the lesson, and { $hours } hours at the longest. Then drawings, names, votes and networks are deleted for good. The teacher may keep one trained network; no drawing and no name is in it.
privacy-who-title = Who sees it
privacy-who =
    - The class sees the drawings on the board. Names are hidden there unless the teacher shows them.
    - The teacher sees drawings and made-up names, and may take everything home as a file.
    - Your child may take their own drawings home as a file.
privacy-rights-title = What your child may do
privacy-rights =
    - Leave at any time: “Leave the class” deletes their drawings, votes and name at once.
    - Have a network trained without their drawings, and see what that changes.
privacy-link = What is kept of me, and who sees it

curve-begins = The curve begins when the first batches are learned.
curve-now = After round { $epoch }, { $percent } % of the digits that it only checks with are read right.
curve-rounds =
    { $epochs ->
        [one] one round of learning
       *[other] { $epochs } rounds of learning
    }
curve-how = Blue line: how many digits it reads right of those that it learns from. Orange dots: of pupils whom it only checks with.

join-learned = Our network has learned. Look at the board, and at your own digits:

my-digits = Your own digits: **{ $before } of { $of }** were read right before, now **{ $after } of { $of }**.
my-digits-wrong =
    { $count ->
        [one] One is still read wrong:
       *[other] { $count } are still read wrong:
    }
my-digit-read = { $digit }, read { $read }
