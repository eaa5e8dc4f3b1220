"""What pages say in which words: catalogues, dates, the operator's own texts and colours."""
