"""What came in passing: times, lengths, limits, things and people, found in folded text and handed back as typed."""
