"""Early warning: conditions evaluated on data, and chains that lead nowhere."""
