"""What no lesson imports: files, downloads, stand-ins, probes, the fast path."""
