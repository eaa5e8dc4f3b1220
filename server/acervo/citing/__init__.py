"""Works as bibliographies write them: records, the formats of reference managers, and citations in known styles."""
