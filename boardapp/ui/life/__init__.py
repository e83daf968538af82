"""Parts of the page that leads a posting from its submission to the archive."""
