"""Files that come from outside or are written: downloads, limits of reading, Word, zips and Markdown."""
