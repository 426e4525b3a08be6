"""Tools on bare text that know nothing of documents: parser, tagger, encoder, times, figures, quotations."""
