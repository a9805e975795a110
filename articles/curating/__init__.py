"""People correcting the record: curated fields, histories, the review queue, merged and split authors."""
