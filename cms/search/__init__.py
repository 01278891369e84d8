"""Plain search: any piece of a published text, one Han character or more, on every database alike."""
