" frontlint: `:compiler frontlint`, then `:make` checks the current folder and `:make %` the current file.
if exists('current_compiler')
  finish
endif
let current_compiler = 'frontlint'

let s:cpo_save = &cpo
set cpo&vim

CompilerSet makeprg=frontlint\ check\ --format\ concise\ --color\ never\ --quiet
CompilerSet errorformat=%f:%l:%c:\ %t%*[a-z]%m,%-G%.%#

" frontlint counts columns in characters, Vim in bytes: they differ after the first accent of a line.
function! s:ColumnsInBytes() abort
  if get(b:, 'current_compiler', get(g:, 'current_compiler', '')) !=# 'frontlint'
    return
  endif
  let items = getqflist()
  for item in items
    if item.valid && item.bufnr > 0 && item.col > 1
      call bufload(item.bufnr)
      let line = get(getbufline(item.bufnr, item.lnum), 0, '')
      let byte = byteidxcomp(line, item.col - 1)
      let item.col = byte < 0 ? len(line) + 1 : byte + 1
    endif
  endfor
  call setqflist(items, 'r')
endfunction

augroup frontlint_compiler
  autocmd!
  autocmd QuickFixCmdPost make call s:ColumnsInBytes()
augroup END

let &cpo = s:cpo_save
unlet s:cpo_save
