"""The sentences for what sortition refuses, by the codes of sortition.errors."""
