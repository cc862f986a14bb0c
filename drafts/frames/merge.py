"""merge base + fragments into the codebook model; used by try.py"""
import sys,glob,dataclasses
sys.path.insert(0,'/work/main')
from ruamel.yaml import YAML
from qualcode.codebook.reader import read_codebook, read_codebook_text
from qualcode.codebook.writer import to_yaml
from qualcode.model.codebook import *
from qualcode.codebook.values import _pattern
BASE='/work/main/codebooks/poverty-alleviation.yaml'
def listed(d):
    if d is None: return {}
    return d
def build(frags):
    y=YAML(typ='safe',pure=True)
    book=read_codebook(__import__('pathlib').Path('/tmp/frames/plain.yaml'))
    sets={};codes={c.id:c for c in book.codes}
    for f in ['/tmp/frames/base.yaml',*frags]:
        d=y.load(open(f,encoding='utf-8')) or {}
        for name,w in (d.get('sets') or {}).items():
            old=sets.get(name)
            words={l:tuple(dict.fromkeys([*((old.words.get(l,()) if old else ())),*[str(x) for x in (w.get(l) or [])]])) for l in ('zh','en')}
            sets[name]=WordSet(name,{l:v for l,v in words.items() if v})
        for cid,c in (d.get('codes') or {}).items():
            code=codes[cid];pats=list(code.patterns);masks=list(code.masks)
            drop=set(c.get('drop') or [])
            pats=[p for p in pats if p.text not in drop]
            for key,lst in (('patterns',pats),('masks',masks)):
                for l in ('zh','en'):
                    for item in ((c.get(key) or {}).get(l) or []):
                        if isinstance(item,dict):
                            p=dataclasses.replace(_pattern(str(item['match']),l,0),within=Scope(item.get('within','clause')),unless=tuple(map(str,item.get('unless',()))),when_asked=tuple(map(str,item.get('when_asked',()))))
                        else: p=_pattern(str(item),l,0)
                        if (p.text,p.language) not in {(q.text,q.language) for q in lst}: lst.append(p)
            zhfirst=lambda ps: tuple(sorted(ps,key=lambda p:p.language!='zh'))
            codes[cid]=dataclasses.replace(code,patterns=zhfirst(pats),masks=zhfirst(masks))
    return dataclasses.replace(book,sets=tuple(sets.values()),codes=tuple(codes[c.id] for c in book.codes))
def write(book,path):
    text=to_yaml(book)
    cb,problems=read_codebook_text(text,path=path)
    errs=[str(p) for p in problems if p.severity.value=='error']
    if errs: print('ERRORS IN THE MERGED CODEBOOK:',*errs[:20],sep='\n  ')
    open(path,'w').write(text)
    return cb
