"""Questions in the formats of others, GIFT and Moodle XML: read into drafts, and written."""
