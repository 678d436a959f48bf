"""What the pages about one crisis show, read in one go and as plain values."""
