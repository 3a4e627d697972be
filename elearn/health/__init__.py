"""What machines ask of the service: does it live, is it ready, and its figures."""
