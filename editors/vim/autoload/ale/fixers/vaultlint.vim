" Description: Mends notes of Obsidian vaults, and lays them out

function! ale#fixers#vaultlint#Fix(buffer) abort
    let l:program = ale#Escape(ale#Var(a:buffer, 'markdown_vaultlint_executable'))
    return {'command': l:program . ' check --quiet --fix --format --stdin-filename %s'}
endfunction
