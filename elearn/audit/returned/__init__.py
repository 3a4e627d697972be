"""What agencies said of themselves and what staff said, inside an audit."""
