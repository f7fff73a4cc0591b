"""Forms: from the rows of a document to the fields of a record.

`segments` finds the forms, `layout` pairs labels with values, `assemble` makes the record.
"""
