"""Search that understands Chinese: any piece of a published text, one character or more, on every database alike."""
