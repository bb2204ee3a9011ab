"""The report as one page that opens from a USB stick, without network."""
