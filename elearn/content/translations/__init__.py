"""Modules in other languages: files beside the English ones, text for text, signed by a person."""
