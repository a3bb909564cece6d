"""What no lesson imports: set-up, files, downloads, stand-ins, probes, the fast path."""
