"""Tables inside forms: which column holds what, and rows whose cells have slipped."""
