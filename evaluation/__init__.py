"""Measuring: scorers outside the package call the command; rivals answer in the same form."""
