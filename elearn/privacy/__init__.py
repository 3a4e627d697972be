"""What is held on people, why and how long: the register, the retention rules, what follows."""
