"""A SPARQL 1.1 Protocol endpoint over a build, for any client that speaks it.

`protocol` reads requests, `negotiation` chooses formats, `pool` evaluates in processes that can be killed,
`endpoint` is the ASGI application of `/sparql`, `description` what it says of itself.
"""
