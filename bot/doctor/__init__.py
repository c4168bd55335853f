"""What `throughline doctor` looks at: each thing an installation needs, whether it's right, and how to fix it."""
