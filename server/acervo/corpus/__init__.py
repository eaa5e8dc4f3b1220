"""Folders of files ⇄ dataset."""
