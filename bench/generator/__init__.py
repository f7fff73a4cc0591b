"""Generated forms: what they say (`facts`, `inventing`), how it is printed (`printing`), what went wrong (`damage`)."""
