"""Dialogs: what a person is asked or told before the window goes on."""
