import sys;sys.path.insert(0,'/tmp/frames')
from merge import *
import subprocess
fams='contact social-org agency voice synergy industry backstop system village-org'.split()
frags=[f'/tmp/frames/{f}.yaml' for f in fams]
book=build(frags)
cb=write(book,'/tmp/frames/all.yaml')
print('patterns',sum(len(c.patterns) for c in book.codes),'sets',len(book.sets), 'ok' if cb else 'ERR')
