# Learning other classes than the digits: signs of calculations, letters.

signs-no-symbols = There are no symbols on this server. Whoever runs it can name a file of written calculations in { $variable }.
signs-no-letters = There are no letters on this server. Whoever runs it can name a file of written letters in { $variable }.
signs-too-few-people = The file has signs by { $people } people. At least 3 are needed: to learn from, to check with, to test with.
setting-letters-alone = Letters are learned alone. Choose them, or other pictures, but not both.
setting-letters-test = A network for letters can only be tested with letters: test with others of the same kind.
setting-cannot-compare = This cannot be compared: choose letters or symbols, { $low } to { $high } examples of each, and a network with convolutions that ships.
setting-no-outputs-to-replace = This network does not end in a dense layer, so that it cannot learn other classes. Start from another one.
