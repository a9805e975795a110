"""What speaks for reading one block on in another: language statistics and marks, as features. Pure."""
