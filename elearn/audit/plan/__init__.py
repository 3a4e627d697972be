"""The action plan: actions born from a cell of an edition, their log, their judgement; seats."""
