"""What people still know months after a module, and after how many months they are asked."""
