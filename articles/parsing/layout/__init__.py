"""What a page sets apart from running text: boxes, captions, interviews, packages. Pure."""
