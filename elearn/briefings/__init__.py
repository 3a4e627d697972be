"""Short sessions in a room: a code on a wall, five questions, attendance as evidence."""
