" Description: vaultlint for Obsidian vaults, as a language server

call ale#Set('markdown_vaultlint_executable', 'vaultlint')
call ale#Set('markdown_vaultlint_init_options', {})

function! s:root(buffer) abort
    let l:vault = ale#path#FindNearestDirectory(a:buffer, '.obsidian')
    return fnamemodify(l:vault is# '' ? bufname(a:buffer) : l:vault, l:vault is# '' ? ':p:h' : ':p:h:h')
endfunction

call ale#linter#Define('markdown', {
\   'name': 'vaultlint',
\   'lsp': 'stdio',
\   'executable': {buffer -> ale#Var(buffer, 'markdown_vaultlint_executable')},
\   'command': '%e server',
\   'project_root': function('s:root'),
\   'initialization_options': {buffer -> ale#Var(buffer, 'markdown_vaultlint_init_options')},
\})
