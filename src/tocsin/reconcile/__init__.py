"""Many reports, one event: copies, clusters of claims, rival figures, storylines.

Works on records alone: it reads no file and no database, and what it finds does not
depend on the order in which reports arrived, except where a module says so.
"""
