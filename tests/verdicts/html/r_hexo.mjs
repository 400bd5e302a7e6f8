// hexo-new: hexo 8 + hexo-renderer-marked 7; hexo-old: hexo 8 + hexo-renderer-marked 0.3.2 (marked 0.3.19)
import { createRequire } from 'node:module'; import fs from 'node:fs';
const dir=process.cwd()+'/tools/hexo-'+process.argv[2]; const require = createRequire(dir+'/'); const Hexo=require('hexo');
const log=console.log; console.log=()=>{};
const hexo=new Hexo(dir,{silent:true}); await hexo.init();
const out=[]; for (const s of JSON.parse(fs.readFileSync(0,'utf8'))) { try { const d=await hexo.post.render(null,{content:s,engine:'md'}); out.push([d.content,[]]); } catch(e) { out.push([null,[String(e.message).slice(0,150)]]); } }
fs.writeFileSync(process.argv[3], JSON.stringify(out)); process.exit(0);
