# Follow me: every screen shows the teacher's page and drawing.

class-lead = Follow me
class-now-following = Every screen follows this one. Go to any page, and draw.
join-following = Your teacher shows something. Look: this screen comes along.
follow-you-lead = :material/ads_click: Every screen follows this one. *A class* in the menu brings you back.
follow-you-follow = :material/ads_click: This screen follows your teacher's.
follow-back = Back to the class
