"""What every page of searching shares: its state in the address, forms, panels, paging, fault pages."""
