# The menu: each page's name.

navigation-draw = Draw
navigation-number = A number
navigation-calculate = Calculate
navigation-push = Push it
navigation-inside = Look inside
navigation-learning = How it learns
navigation-compare = Compare
navigation-retrain = Retrain
navigation-class = A class
navigation-show = The board of a class
navigation-join = Join a class
