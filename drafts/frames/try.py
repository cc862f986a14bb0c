"""try.py FAMILY [--misses N] [--wrong N] [--code ID]: base.yaml + FAMILY.yaml over the expressions."""
import sys,json,glob,argparse,collections
sys.path.insert(0,'/tmp/frames')
from merge import *
from qualcode.matching.autocoder import Autocoder
from qualcode.model.document import *; from qualcode.model.transcript import *; from qualcode.model.span import Span
from qualcode.text.sentences import sentences
ap=argparse.ArgumentParser();ap.add_argument('family');ap.add_argument('--misses',type=int,default=0);ap.add_argument('--wrong',type=int,default=0);ap.add_argument('--code');o=ap.parse_args()
book=build([f'/tmp/frames/{o.family}.yaml'])
cb=write(book,f'/tmp/frames/{o.family}.merged.yaml')
if cb is None: sys.exit(1)
coder=Autocoder(cb);fam={c.id:cb.family_of(c.id) for c in cb.codes};kind={c.id:c.kind.value for c in cb.codes}
def doc(e):
    q=e['asked'];t=('问：'+q+'\n' if q else '')+'答：';s=len(t);text=t+e['text']
    turns=[]
    if q: turns.append(Turn(0,Span(0,2+len(q)),Span(2,2+len(q)),'问',Role.INTERVIEWER))
    turns.append(Turn(len(turns),Span(s-2,len(text)),Span(s,len(text)),'答',Role.RESPONDENT))
    units=tuple(Unit(len(turns)-1,a,b) for a,b in sentences(text,s,len(text)))
    return Document('d',text,tuple(turns),units,{'答':'P'},{'答':e['speaker']})
ok=lambda c,s: s in('asserted','partial') or (kind[c]=='countermeasure' and s=='normative')
E=[json.loads(l) for f in glob.glob('/work/shared/domain/expressions/*.jsonl') for l in open(f)]
rec=collections.defaultdict(lambda:[0,0]);wrong=collections.defaultdict(list);miss=collections.defaultdict(list);near=collections.Counter();stat=collections.defaultdict(lambda:[0,0])
for e in E:
    got={}
    for c in coder.code(doc(e)): got.setdefault(c.code,c)
    for c,g in got.items():
        if fam[c]!=o.family: continue
        if c!=e['code'] and ok(c,g.status): wrong[c].append((e['code'],e['text'],g.evidence.pattern))
        if c==e['code'] and not e['match'] and ok(c,g.status): near[c]+=1; wrong[c].append(('NEAR MISS',e['text'],g.evidence.pattern))
    if fam[e['code']]==o.family and e['match']:
        g=got.get(e['code'])
        if e['status'] in('asserted','partial') or ok(e['code'],e['status']):
            for k in (e['code'],e['code']+' '+e['lang']):
                rec[k][1]+=1; rec[k][0]+=bool(g and ok(e['code'],g.status))
            if not g: miss[e['code']].append(e['text']+('   <- '+e['asked'] if e['asked'] else ''))
        elif g: stat[e['code']][1]+=1; stat[e['code']][0]+=g.status.value==e['status']
print('code                          found(zh+en)    zh      en    near-miss-hits  hits on other codes\' sentences (some are right)')
for c in sorted(k for k in rec if ' ' not in k):
    f=lambda k:f'{rec[k][0]}/{rec[k][1]}'
    print(f'{c:30s}{f(c):>8s}   {f(c+" zh"):>8s}{f(c+" en"):>8s}  {near[c]:8d}  {len(wrong[c])-near[c]:8d}')
    if (not o.code or o.code==c):
        for m in miss[c][:o.misses]: print('     missed:',m)
        for w in wrong[c][:o.wrong]: print('     hit on',*w,sep=' | ')
t=[sum(rec[k][i] for k in rec if ' ' not in k) for i in (0,1)];w=sum(len(v) for v in wrong.values())
print('TOTAL found',t,'near',sum(near.values()),'other',w-sum(near.values()))
