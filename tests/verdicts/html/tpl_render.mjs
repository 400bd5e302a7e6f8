import { createRequire } from 'node:module'; import fs from 'node:fs';
const require=createRequire(process.cwd()+'/tools/npm/'); const {Liquid}=require('liquidjs'); const nj=require('nunjucks');
const {cases,sets,inc}=JSON.parse(fs.readFileSync(0,'utf8'));
const out=[];
for (const [eng,topic,b] of cases) { const r=[];
  for (const s of sets) { try {
    if(eng==='liquidjs'){ const L=new Liquid({templates:inc,jekyllInclude:true,dynamicPartials:false,extname:''}); for(const n of ['note','tabs','tab','highlight']) L.registerTag(n,{parse(t,rem){this.b=[];const st=this.liquid.parser.parseStream(rem).on('tag:end'+n,()=>st.stop()).on('template',x=>this.b.push(x)).on('end',()=>{throw new Error(`tag ${t.getText()} not closed`)});st.start()},*render(c,e){ e.write(`<div class="${n}">`); yield this.liquid.renderer.renderTemplates(this.b,c,e); e.write('</div>'); }}); L.registerFilter('relative_url',x=>x); r.push({html:L.parseAndRenderSync(b,s)}); }
    else { const env=new nj.Environment({getSource:n=>inc[n]!=null?{src:inc[n],path:n,noCache:true}:null},{autoescape:false}); 
      for(const [n,keep] of [['note',true],['drop',false]]) env.addExtension(n,{tags:[n],parse(p,nodes){const t=p.nextToken();const a=p.parseSignature(null,true);p.advanceAfterBlockEnd(t.value);const body=p.parseUntilBlocks('end'+n);p.advanceAfterBlockEnd();return new nodes.CallExtension(this,'run',a,[body]);},run(c,...a){const body=a.pop();return new nj.runtime.SafeString(keep?`<div class="note">${body()}</div>`:'');}});
      r.push({html:env.renderString(b,s)}); }
  } catch(e){ r.push({error:String(e.message).replace(/\s+/g,' ').slice(0,200)}); } }
  out.push(r); }
fs.writeFileSync(1,JSON.stringify(out));
