"""Reading articles: documents, sentences, stance, passages, and the index that keeps them."""
