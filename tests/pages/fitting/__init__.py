"""What the parser was fitted with: its character counts and the weights of its evidence. Run by hand."""
