"""What pages of leads and the coordinator cost when the partnership has grown."""
