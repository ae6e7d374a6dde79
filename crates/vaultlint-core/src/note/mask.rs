//! Block comments and display math, found before the Markdown parser sees them.
