"""The values that everything else passes around: Document, Analysis, Record and what they hold."""
