import sys;sys.path.insert(0,'/tmp/frames');sys.path.insert(0,'/work/shared/gold')
from merge import *
import json,glob,collections,csv,dataclasses
import score as S
from qualcode.matching.autocoder import Autocoder
from qualcode.matching.scanner import Scanner
from qualcode.text.fold import fold
from qualcode.text.sentences import sentences
fams='contact social-org agency voice synergy industry backstop system village-org'.split()
book=build([f'/tmp/frames/{f}.yaml' for f in fams])
sc=Scanner(book);fam={c.id:book.family_of(c.id) for c in book.codes}
st=collections.defaultdict(lambda:[0,0,0,0])  # er ew gr gw
for e in (json.loads(l) for f in glob.glob('/work/shared/domain/expressions/*.jsonl') for l in open(f)):
    t=fold(e['text']);seen=set()
    for a,b in sentences(e['text']):
        for h in sc.scan(t[a:b],fold(e['asked'])): seen.add((h.code,h.pattern))
    for c,p in seen:
        if c==e['code'] and e['match']: st[c,p][0]+=1
        elif c==e['code'] or fam[c]!=fam[e['code']]: st[c,p][1]+=1
        else: st[c,p][1]+=.3
G='/work/shared/gold/';g=S.gold(G+'codes')
# gold: run over respondents' sentences through a coded run
rows=[r for r in csv.DictReader(open(sys.argv[1] if len(sys.argv)>1 else '/tmp/gp/out/codings.csv',encoding='utf-8-sig')) if len(sys.argv)<3 or r['document'] in sys.argv[2].split(',')]
U=S.units(G+'units')
for r in rows:
    P=S.to_units([(r['document'],int(r['start']),int(r['end']),r['code'],r['status'])],U,None)
    for k in P:
        key=(r['code'],r['rule'])
        if k in g: st[key][2]+=1
        elif r['status'] in ('asserted','partial'): st[key][3]+=1
drop=collections.defaultdict(set);n=0
for (c,p),(er,ew,gr,gw) in st.items():
    good=er+3*gr;bad=ew*0.7+3*gw
    if good+bad and good/(good+bad)<0.6: drop[c].add(p);n+=1
# frames that never matched anything right on the expressions are not trusted either
codes=[];kept=0;unfired=0
for c in book.codes:
    ps=[]
    for p in c.patterns:
        name=('re:' if p.kind is PatternKind.REGEX else '')+p.text
        if name in drop[c.id]: continue
        if p.kind is PatternKind.FRAME and st[c.id,name][0]==0 and st[c.id,name][2]==0:
            unfired+=1; continue
        ps.append(p)
    kept+=len(ps);codes.append(dataclasses.replace(c,patterns=tuple(ps)))
book=dataclasses.replace(book,codes=tuple(codes))
# drop sets nobody uses any more
from qualcode.model.frame import parse_frame,is_frame
while True:
    used=set()
    for c in book.codes:
        for p in c.patterns:
            for t in ((p.text,) if p.kind is PatternKind.FRAME else ())+p.unless+p.when_asked: used|=parse_frame(t).sets()
    for s in book.sets:
        for ws in s.words.values():
            for w in ws:
                if is_frame(w): used|=parse_frame(w).sets()
    sets=tuple(s for s in book.sets if s.name in used)
    if len(sets)==len(book.sets): break
    book=dataclasses.replace(book,sets=sets)
cb=write(book,'/tmp/frames/pruned.yaml')
print('dropped',n,'kept',kept,'unfired frames',unfired,'sets',len(book.sets))
