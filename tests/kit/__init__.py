"""What tests stand on: a database, a world of invented people, suites that rooms reuse."""
