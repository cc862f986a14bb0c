import sys,time;sys.path.insert(0,'/tmp/frames')
from merge import *
import glob
from qualcode.matching.autocoder import Autocoder
from qualcode.workflow.ingest import units_of
from qualcode.transcripts.reader import read_transcript
from qualcode.model.document import Document
from pathlib import Path
book=build([f for f in sys.argv[1:]])
t=time.time();ac=Autocoder(book);print('compile',time.time()-t)
docs=[]
for f in glob.glob('/work/shared/gold/transcripts/*.txt')+glob.glob('/work/main/sample_transcripts/*.txt'):
    tr=read_transcript(Path(f),name=Path(f).stem); docs.append(Document(tr.name,tr.text,tr.turns,tuple(units_of(tr)),{},{}))
n=sum(len(d.text.encode()) for d in docs)
t=time.process_time();k=0
for _ in range(3): 
    for d in docs: k+=len(ac.code(d))
e=(time.process_time()-t)/3
print(n/1e6,'MB',e,'s',n/1e6/e,'MB/s',k/3,'codings',sum(len(d.units) for d in docs),'units')
import cProfile,pstats
p=cProfile.Profile();p.enable()
for d in docs: ac.code(d)
p.disable();pstats.Stats(p).sort_stats('tottime').print_stats(14)
