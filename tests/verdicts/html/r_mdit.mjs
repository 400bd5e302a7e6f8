import { createRequire } from 'node:module'; import fs from 'node:fs';
const require = createRequire(process.cwd()+'/tools/npm/'); const MarkdownIt = require('markdown-it');
let md = new MarkdownIt({html:true, linkify:false}); if (process.argv[2]==='eleventy') md = md.disable('code');
console.log(JSON.stringify(JSON.parse(fs.readFileSync(0,'utf8')).map(s=>[md.render(s),[]])))
