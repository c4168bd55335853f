"""The command line. Each noun has a module. Commands that read accept --json."""
