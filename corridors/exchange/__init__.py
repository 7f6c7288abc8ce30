"""Networks, demand and routes in the files of other programs, and back: what each can carry, and what is lost."""
