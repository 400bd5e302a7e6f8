//! What the site's own files say: its generator, its Markdown, its layouts.
