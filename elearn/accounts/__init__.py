"""How people get in and stay in charge of their account: passwords, invitations, sessions."""
