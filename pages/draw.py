from digitdemo.ui.draw.screen import show_draw_screen

show_draw_screen()
