"""`acervo bench check`: how fast archives are checked, whole and after an edit, beside other engines."""
