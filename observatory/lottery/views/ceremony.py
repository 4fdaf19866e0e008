"""Pages: the ceremony, dice and minutes of draw 2."""
