"""What the staff templates show: their shapes, and the words made from rows."""
