"""What made pages say: stories to lay out, and the names of people, columns and institutes."""
