# What can go wrong and belongs to no page.
