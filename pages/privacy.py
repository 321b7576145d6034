from digitdemo.ui.classroom.page import say_what_is_kept

say_what_is_kept()
