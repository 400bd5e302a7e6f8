// Verdicts for the grid: what became of each tag of the author in the reader's output, as parse5 (with positions) sees it inside a page.
// node verdict.mjs POSTS.jsonl OUT.jsonl DIR(grid-<reader>.json) READER…
import { createRequire } from 'node:module'; import fs from 'node:fs';
const require = createRequire(process.cwd()+'/tools/npm/'); const p5 = require('parse5');
const PRE='<!DOCTYPE html><html lang="en"><head><title>t</title></head><body><div zl0><main zl1><article zl2><section zl3><div zl4>\n', POST='\n</div></section></article></main></div><footer zl5><p zl6>wfoot</p></footer></body></html>';
const VOID=new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const OPT=new Set('li p td th tr option optgroup dt dd thead tbody tfoot colgroup rp rt'.split(' '));
const ATTRS=/^<[A-Za-z][\w-]*(?:\s+[^\s"'<>\/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>`]+))?)*\s*\/?>$/;
class P extends p5.Parser { constructor(o){super(o); this.toks=[]; this.errs=[]; }
  onStartTag(t){ this.toks.push({end:false,name:t.tagName,at:t.location.startOffset,stop:t.location.endOffset,attrs:t.attrs.map(a=>a.name)}); super.onStartTag(t); }
  onEndTag(t){ this.toks.push({end:true,name:t.tagName,at:t.location.startOffset,stop:t.location.endOffset}); super.onEndTag(t); } }
export function page(html){ const errs=[]; const p=new P({sourceCodeLocationInfo:true,onParseError:e=>errs.push(e)}); p.tokenizer.write(PRE+html+POST,true); return {doc:p.document,toks:p.toks,errs,lo:PRE.length,hi:PRE.length+html.length,src:PRE+html+POST}; }
const zk=a=>{ for(const x of a){ const m=/^zk(\d+)$/.exec(x.name??x); if(m) return +m[1]; } return null; };
const isZl=a=>a.some(x=>/^zl\d/.test(x.name??x));
const norm=s=>String(s).replace(/\s+/g,' ').trim();
export function verdict(body, f, html, reader, ctx){
  const endOf=t=>{ const m=/\n|$/.exec(body.slice(t.at)); return t.at+Math.max(1,m.index); };
  const P=[]; const add=(k,t,at,more)=>{ if(!P.some(p=>p.kind===k&&p.at===at&&p.word===more?.word)) P.push({kind:k,...(t?{tag:(t.end?'</':'<')+t.name}:{}),...(at!=null?{at}:{}),...(t&&at===t.at?{end:t.stop??endOf(t)}:{}),...more}); };
  const {doc,toks,errs,lo,hi,src}=page(html);
  const el=new Map(), order=[], texts=[]; const byStart=new Map(), endMatched=new Set(), nodes=[];
  const elemStarts=new Set();
  (function walk(n,anc){ 
    if(n.tagName){ const k=zk(n.attrs); if(k!=null){ if(!el.has(k)) el.set(k,[]); el.get(k).push(n); }
      const L=n.sourceCodeLocation; if(L?.startTag){ elemStarts.add(L.startTag.startOffset); if(L.endTag) endMatched.add(L.endTag.startOffset); nodes.push(n); if(!byStart.has(L.startTag.startOffset)){ byStart.set(L.startTag.startOffset,n); order.push({n,at:L.startTag.startOffset,k}); } }
      anc=[...anc,n]; }
    if(n.nodeName==='#text') { texts.push({v:n.value,anc}); const L=n.sourceCodeLocation; if(L&&/\S/.test(n.value)) order.push({n,at:L.startOffset,text:true}); }
    for(const c of n.childNodes??[]) walk(c,anc); if(n.content) walk(n.content,anc); })(doc,[]);
  const inRaw=t=>t.anc.some(a=>['script','style','iframe','noembed','noframes','title'].includes(a.tagName));
  const made=a=>a.tagName&&zk(a.attrs)==null&&!isZl(a.attrs);
  const inCode=t=>t.anc.some(a=>(a.tagName==='code'||a.tagName==='pre')&&made(a));
  const T=f.tags, W=f.words;
  // words, in DOM order, of each author's element
  const wordsIn=n=>{ let s=''; (function g(x){ if(x.nodeName==='#text') s+=' '+x.value; for(const c of x.childNodes??[]) g(c); if(x.content) g(x.content); })(n); return s.match(/\b(w\d+|wfoot)\b/g)??[]; };
  const vis=texts.filter(t=>!inRaw(t)); const visText=vis.map(t=>t.v).join('\u0001');
  const allText=texts.map(t=>t.v).join('\u0001');
  const seenWords=new Set(visText.match(/\bw\d+\b/g)??[]), rawWords=new Set(allText.match(/\bw\d+\b/g)??[]);
  // 1. tags shown as text
  const shownStart=new Map(), shownEnd=new Map();
  const runs=[]; for(const t of vis){ const code=inCode(t); for(const m of t.v.matchAll(/<(\/?)([A-Za-z][A-Za-z0-9-]*)|\b(w\d+)\b/g)) runs.push(m[3]?{w:m[3]}:{end:!!m[1],name:m[2].toLowerCase(),code,k:m[1]?null:zk([...t.v.slice(m.index,m.index+400).matchAll(/^<[A-Za-z][\w-]*\s+(zk\d+)/g)].map(x=>x[1]))}); }
  const between=(at)=>{ let p=null,n=null; f.wordpos.forEach((q,i)=>{ if(q<at) p=W[i]; else if(n==null) n=W[i]; }); return [p,n]; };
  const srcEnds=T.filter(t=>t.end);
  runs.forEach((r,i)=>{ if(r.w) return; if(!r.end){ if(r.k!=null) shownStart.set(r.k,r.code); return; }
    let p=null,n=null; for(let j=i-1;j>=0;j--) if(runs[j].w){p=runs[j].w;break;} for(let j=i+1;j<runs.length;j++) if(runs[j].w){n=runs[j].w;break;}
    const c=srcEnds.filter(t=>t.name===r.name&&!shownEnd.has(t.i)); const x=c.find(t=>{const b=between(t.at);return b[0]===p&&b[1]===n})??c.find(t=>{const b=between(t.at);return b[0]===p||b[1]===n})??c[0]; if(x) shownEnd.set(x.i,r.code); });
  // 2. end tokens of the output that close nothing
  const out=toks.filter(t=>t.at>=lo&&t.at<hi);
  const outWord=(at)=>{ let p=null,n=null; for(const m of src.slice(lo,hi).matchAll(/\bw\d+\b/g)){ if(m.index+lo<at) p=m[0]; else {n=m[0];break;} } return [p,n]; };
  const usedEnd=new Set(shownEnd.keys()); const tokOf=new Map();
  // map each end token to an author's end tag of the same name that stands between the same words
  const endToks=out.filter(t=>t.end);
  for(const t of endToks){ const b=outWord(t.at); const c=srcEnds.filter(x=>x.name===t.name&&!usedEnd.has(x.i)&&!x.text); const x=c.find(x=>{const y=between(x.at);return y[0]===b[0]&&y[1]===b[1]}); if(x){ usedEnd.add(x.i); tokOf.set(t.at,x); } }
  const outTag=at=>{ const t=toks.find(t=>t.at===at); if(!t||t.at<lo||t.at>=hi) return null; if(!t.end){ const k=zk(t.attrs); return k!=null?T.find(x=>x.i===k):null; } return tokOf.get(at)??null; };
  const strayAuthor=new Set();
  for(const t of endToks) if(!endMatched.has(t.at)){ const a=tokOf.get(t.at);
    if(a){ strayAuthor.add(a.i); continue; }
    if(t.name==='br') continue;
    // a reader's own end tag: its element was closed by something else
    const victim=[...nodes].filter(n=>n.tagName===t.name&&made(n)&&!n.sourceCodeLocation.endTag&&n.sourceCodeLocation.startTag.startOffset<t.at&&n.sourceCodeLocation.startTag.startOffset>=lo).pop();
    let b=victim?outTag(victim.sourceCodeLocation.endOffset):null;
    if(!b){ const before=out.filter(x=>x.at<t.at).map(x=>outTag(x.at)).filter(Boolean).pop(); b=before??null; }
    add('splits-markdown',b??null,b?.at,{made:t.name}); }
  // a reader's own start tags that the browser ignores or moves
  for(const t of out) if(!t.end&&!elemStarts.has(t.at)&&zk(t.attrs)==null){ const before=out.filter(x=>x.at<t.at).map(x=>outTag(x.at)).filter(Boolean).pop(); add('splits-markdown',before??null,before?.at,{made:t.name}); }
  // reader-made formatting that the browser repeats
  // 3. each start tag
  const start=T.filter(t=>!t.end);
  for(const t of start){ const D=el.get(t.i);
    if(t.text){ if(D) add('code-became-tag',t,t.at); else if(!shownStart.has(t.i)) add('text-lost',t,t.at); else if(!shownStart.get(t.i)) add('code-not-code',t,t.at,{mild:true}); continue; }
    if(!D){
      if(shownStart.has(t.i)) { add(shownStart.get(t.i)?'start-as-code':'start-text',t,t.at); }
      else if(out.some(o=>!o.end&&zk(o.attrs)===t.i)) add('ignored',t,t.at);
      else add('start-lost',t,t.at);
      continue; }
    const got=new Set(D.flatMap(wordsIn)), want=new Set(t.words);
    const extra=[...got].filter(w=>!want.has(w)), miss=[...want].filter(w=>!got.has(w));
    if(extra.includes('wfoot')) add('swallows-page',t,t.at,{swallows:extra.length});
    else if(extra.length) add('swallows',t,t.at,{swallows:extra.length});
    const there=miss.filter(w=>rawWords.has(w)); if(there.length) add('closed-early',t,t.at);
    if(D.length>1&&!extra.length&&!there.length) add('split-in-two',t,t.at);
    if(!extra.length&&!there.length&&D.length===1){
      if(t.unclosed&&t.noend&&!OPT.has(t.name)) add('left-open',t,t.at); else if(t.unclosed&&!OPT.has(t.name)) add('unclosed-repaired',t,t.at,{mild:true});
      else if(t.selfclosed&&!VOID.has(t.name)&&!D[0].sourceCodeLocation?.endTag&&D[0].namespaceURI?.endsWith('xhtml')) add('self-closing-harmless',t,t.at,{mild:true});
      else if(t.pair!=null&&!D[0].sourceCodeLocation?.endTag){ const e=T[t.pair]; if(!(OPT.has(t.name)&&!shownEnd.has(e.i)&&!strayAuthor.has(e.i))) add('left-open',t,t.at); } }
    // attributes
    const s=t.stop?body.slice(t.at,t.stop):null;
    if(s==null||!ATTRS.test(s)) add('attr-broken',t,t.at);
    else { const wantA=p5.parseFragment((['tr','td'].includes(t.name)?'<table>':'')+s).childNodes; let n=wantA[0]; while(n&&n.tagName!==t.name) n=n.childNodes?.[0]; if(n) for(const a of n.attrs){ if(a.name==='markdown') continue; const g=D[0].attrs.find(x=>x.name===a.name); if(!g||norm(g.value)!==norm(a.value)) add('attr-altered',t,t.at,{attr:a.name}); } }
  }
  // 4. each end tag
  for(const t of srcEnds){ if(t.text) continue;
    if(shownEnd.has(t.i)) add(shownEnd.get(t.i)?'end-as-code':'end-text',t,t.at);
    else if(t.pair==null) add('end-stray',t,t.at);
    else if(strayAuthor.has(t.i)) add('end-stray',t,t.at);
  }
  // a pair wholly in Markdown code is what Markdown's author may have meant
  for(const p of P) if(p.kind==='start-as-code'||p.kind==='end-as-code'){ const t=T.find(x=>x.at===p.at); const s=t.end?(t.pair!=null?T[t.pair]:null):t; const e=t.end?t:(t.pair!=null?T[t.pair]:null);
    const enclosing=T.some(x=>!x.end&&!x.text&&x.to>t.at&&x.at<t.at&&x!==s&&el.has(x.i));
    if(s&&shownStart.get(s.i)&&(!e||shownEnd.get(e.i))&&!enclosing) p.mild=true; }
  // 5. moved by the browser
  let min=Infinity; for(let i=order.length-1;i>=0;i--){ const o=order[i]; if(o.at>min&&o.at>=lo&&o.at<hi){ if(o.k!=null){ const t=T.find(x=>x.i===o.k); add('moved',t,t.at); } else if(o.text&&/\bw\d/.test(o.n.value)){ const w=/\bw\d+\b/.exec(o.n.value)[0]; const q=f.wordpos[W.indexOf(w)]; const inMoved=o.n.parentNode&&zk(o.n.parentNode.attrs??[])!=null&&P.some(p=>p.kind==='moved'); if(!inMoved) add('text-moved',null,q,{word:w}); } else if(o.n.tagName){ const b=out.filter(x=>x.at<o.at).map(x=>outTag(x.at)).filter(Boolean).pop(); add('splits-markdown',b??null,b?.at,{made:o.n.tagName}); } } min=Math.min(min,o.at); }
  // 6. layout
  const lay=toks.filter(t=>t.at>=hi&&t.end); const layStart=toks.filter(t=>t.at>=hi&&!t.end);
  if(!P.some(p=>p.kind==='swallows-page')){ const broken=nodes.filter(n=>isZl(n.attrs)&&n.sourceCodeLocation&&(!n.sourceCodeLocation.endTag||n.sourceCodeLocation.endTag.startOffset<hi)&&n.tagName!=='p');
    if(broken.length||lay.length<8){ const n=broken.filter(n=>(n.sourceCodeLocation.endOffset??hi)<hi||n.sourceCodeLocation.endTag?.startOffset<hi)[0]; let b=n?outTag(n.sourceCodeLocation.endTag?.startOffset??n.sourceCodeLocation.endOffset):null; if(b) add('closes-layout',b,b.at); else { const c=T.filter(t=>!t.end&&!t.text&&!VOID.has(t.name)&&el.has(t.i)&&!el.get(t.i)[0].sourceCodeLocation?.endTag&&!OPT.has(t.name))[0]; add(lay.length<8?'swallows-page':'breaks-layout',c??null,c?.at); } } }
  // 7. text
  for(const w of W) if(!seenWords.has(w)){ const q=f.wordpos[W.indexOf(w)]; if(T.some(t=>['iframe','script','style'].includes(t.name)&&!t.end&&t.words?.includes(w))) continue; if(!rawWords.has(w)) { const t=T.filter(t=>t.at<q).pop(); const cm=f.comments.filter(c=>c<q).pop(); if(cm!=null&&src.slice(lo,hi).includes(w)) add('comment-swallows',null,cm); else add('text-lost',null,q,{word:w}); } else add('text-hidden',null,q,{word:w}); }
  for(const s of f.secrets) if(new RegExp('\\b'+s+'\\b').test(visText)){ const q=body.search(new RegExp('\\b'+s+'\\b')); add('comment-published',null,f.comments.filter(c=>c<q).pop()); }
  if(f.comments.length&&/<!--|--&gt;|<!–/.test(visText.replace(/</g,'<'))&&!P.some(p=>p.kind==='comment-published')&&/<!(--|–|—)/.test(visText)) add('comment-published',null,f.comments[0]);
  const qv=vis.filter(t=>/\bq\d/.test(t.v)); if(qv.length&&!P.some(p=>/text|code/.test(p.kind))&&!T.some(t=>t.text)){ const m=/\bq\d+\b/.exec(qv[0].v)[0]; const q=body.indexOf(m); const t=T.filter(t=>t.at<q).pop(); add('attr-text',t??null,t?.at); }
  // 8. script and style
  for(const r of f.raws){ const t=T[r.i]; const D=el.get(r.i); if(D&&D.length===1){ const got=D[0].childNodes.map(c=>c.value??'').join(''); if(norm(got)!==norm(r.content)&&!P.some(p=>p.at===t.at&&/^swallows/.test(p.kind))) add('script-altered',t,t.at); } }
  // 9. Markdown left as signs
  const mdAttr=t=>{ const m=/\smarkdown(?:="(\w+)")?/.exec(body.slice(t.at,t.stop??t.at)); return m&&(reader==='kramdown'?m[1]&&m[1]!=='0':reader==='python-markdown-md_in_html'?m[1]!=='0':false); };
  for(const t of vis) if(!inCode(t)) for(const m of t.v.matchAll(/\*+(w\d+)\*+|(?:^|\n)[ \t]*(?:#{1,3}|[-*]|\d\.|>) (w\d+)|```(?:\n(w\d+))?|`[^`]*`|\]\(https:|(\w+) ?\|/g)){
    const w=m[1]??m[2]??m[3]; const q=w?f.wordpos[W.indexOf(w)]:null; if(m[4]!==undefined){ if(!/^\|/m.test(body)) continue; }
    const inside=w?T.filter(x=>!x.end&&!x.text&&x.words?.includes(w)&&el.has(x.i)):[]; const inner=inside[inside.length-1];
    const prev=T.filter(x=>!x.text&&x.at<(q??Infinity)).pop();
    if(inner) add('markdown-raw',inner,inner.at,mdAttr(inner)?{word:w,asked:true}:{word:w}); else add('markdown-raw-outside',prev??null,prev?.at,w?{word:w}:undefined); }
  // 10. harmless parse errors of the author's tags
  if(!P.length) for(const e of errs) if(e.startOffset>=lo&&e.startOffset<hi){ const o=out.find(o=>o.at<=e.startOffset&&e.startOffset<=o.stop); const a=o&&outTag(o.at); if(a) add('parse-error',a,a.at,{code:e.code,mild:true}); }
  // a reader's own element that another tag ended, or that the browser repeats
  if(!P.some(p=>!p.mild)) for(const n of nodes){ const L=n.sourceCodeLocation; if(!made(n)||VOID.has(n.tagName)||L.startTag.startOffset<lo||L.startTag.startOffset>=hi||!(n.namespaceURI??'').endsWith('xhtml')) continue;
    const again=nodes.filter(x=>x.sourceCodeLocation.startTag.startOffset===L.startTag.startOffset).length>1;
    if(!L.endTag||again){ let b=outTag(L.endOffset); if(!b){ b=out.filter(x=>x.at>L.startTag.startOffset).map(x=>outTag(x.at)).find(Boolean); } add('splits-markdown',b??null,b?.at,{made:n.tagName}); break; } }
  // a td/th whose tr the browser makes up
  if(!P.length) for(const t of start){ const D=el.get(t.i); if(D&&['td','th'].includes(t.name)&&D[0].parentNode?.tagName==='tr'&&!D[0].parentNode.sourceCodeLocation?.startTag) add('implied-parent',t,t.at,{mild:true}); }
  // <p> <p>: the first is only empty
  if(ctx==='start-twice') for(const p of P) { const t=T.find(t=>t.at===p.at); if(t&&OPT.has(t.name)&&p.kind==='closed-early') p.mild=true; }
  for(const p of P){ p.level=p.mild?'harmless':/^markdown-raw/.test(p.kind)?'info':'bad'; delete p.mild; if(p.level==='bad') delete p.level; }
  if(P.length===0) return 'ok';
  // a comment that is published is the cause of what its own tags do
  const cp=P.find(p=>p.kind==='comment-published'); if(cp) for(const p of P) if(p.at==null) p.at=cp.at;
  return P.length?P.sort((a,b)=>(a.at??1e9)-(b.at??1e9)):'ok';
}
if(/\/verdict\.mjs$/.test(process.argv[1])){
  const [,,postsF,outF,dir,...readers]=process.argv; const posts=fs.readFileSync(postsF,'utf8').trim().split('\n').map(JSON.parse);
  const R=readers.map(r=>[r,JSON.parse(fs.readFileSync(`${dir}/grid-${r}.json`))]); const unmark=s=>s.replace(/\s+zk\d+(?:=(?:"[^"]*"|&quot;[^&]*&quot;))?/g,'');
  const fd=fs.openSync(outF,'w'); let approx={};
  posts.forEach((p,i)=>{ const html={},v={}; const seen=new Map(); const ap=[];
    for(const [r,o] of R){ const h=o.plain[i][0], m=o.marked[i][0]; if(h==null||m==null){ html[r]=null; v[r]=[{kind:'reader-failed',message:(o.plain[i][1]??[])[0]}]; continue; }
      const t=h.trim(); if(unmark(m).trim()!==t){ ap.push(r); approx[r]=(approx[r]??0)+1; }
      if(seen.has(t)) html[r]='='+seen.get(t); else { html[r]=t; seen.set(t,r); }
      try{ v[r]=verdict(p.body,p.facts,m,r,p.context);}catch(e){ v[r]='ERR '+e.stack.slice(0,300); } }
    const w=R.find(x=>x[0]==='kramdown')?.[1].plain[i][1]??[];
    fs.writeSync(fd,JSON.stringify({id:p.id,context:p.context,element:p.element,body:p.body,html,verdict:v,...(w.length?{kramdown_warnings:w}:{}),...(ap.length?{approximate:ap}:{})})+'\n'); });
  console.log('approximate',approx);
}
