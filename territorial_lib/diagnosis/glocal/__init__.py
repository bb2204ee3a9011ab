"""Use, develop, ally, import knowingly: the third step."""
