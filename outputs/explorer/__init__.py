"""A build as a web application on this machine: the endpoint for programs, pages for people."""
