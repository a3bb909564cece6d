"""Stands in for Colab's own module."""
