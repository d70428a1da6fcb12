"""The page: a local web application over a ledger. A thin skin: what it shows comes from the library.

Needs the extra `web`: pip install 'onrecord[web]'.
"""
