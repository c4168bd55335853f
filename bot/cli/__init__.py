"""The command line: `throughline …`. Each noun has its module; what reads takes --json."""
