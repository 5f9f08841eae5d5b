"""A made set for every criterion: pieces that meet it, and the same pieces broken in a known bar; precision and recall over them.

The good pieces are answer keys of our exercises, chosen by seed; a breaking changes as little as it can and knows which measure it spoilt.
"""
