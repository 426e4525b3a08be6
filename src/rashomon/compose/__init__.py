"""stub"""
def timeline(*a): return ()
def ledger(*a): return ()
def summary(*a,**k): return ()
