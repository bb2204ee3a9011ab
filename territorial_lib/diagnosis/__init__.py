"""The diagnosis of one territory: joins tables and indicators, one file a step; no screen."""
