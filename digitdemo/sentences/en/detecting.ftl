# Digits found at one glance: what can go wrong, and what the number page says about one pass.

detecting-cannot-slide = The layer “{ $layer }” cannot slide over a larger picture. Choose a network with convolutions and without global pooling.
detecting-network-damaged = The network that finds digits, in { $path }, is damaged. Copy it back, or train it again.
