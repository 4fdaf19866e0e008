"""Pages of the reply form, and of the staff who look after the replies."""
