# What stands around every page: the menu on a phone, presenting, and what is said while the server is away.

frame-menu = Menu
frame-present = Present
frame-leave = End presenting (Esc)
frame-no-such-network = This address names a network that is not here. “{ $network }” reads instead.
frame-away-title = The page has lost its server
frame-away-safe = What you drew is kept in this browser. It is here again as soon as the server answers.
frame-away-wait = The page tries again by itself: leave it open, and do not reload it. If this takes more than a minute, tell your teacher, or start digitdemo again on its computer.
