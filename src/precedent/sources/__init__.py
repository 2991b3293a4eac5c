"""Bytes to reports: files, folders, JSON lines, HTML pages, forum threads and pasted posts."""
