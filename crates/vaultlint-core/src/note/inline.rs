//! What pulldown-cmark does not know: wikilinks, tags, comments and their like in running text.
