" Makes the fixer known to ALE.
call ale#Set('markdown_vaultlint_executable', 'vaultlint')
call ale#fix#registry#Add('vaultlint', 'ale#fixers#vaultlint#Fix', ['markdown'], 'Mend and lay out notes.')
