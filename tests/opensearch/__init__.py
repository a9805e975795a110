"""A cluster of OpenSearch on loopback: for development (`make opensearch`) and for the tests of the engine on it."""
