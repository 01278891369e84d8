"""What in a text deserves a second look: pure functions from a text to the places found in it."""
