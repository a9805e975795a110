"""What is measured on: prose, the articles made of it, the queries that are asked and their right answers."""
