"""From a report as given to a document that can be read: repairs, sentences, language, repeats, quotations."""
