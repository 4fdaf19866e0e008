"""Importing the register, and counting who is eligible."""
