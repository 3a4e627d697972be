"""What the engine hides of knowledge, decided once at the freeze and frozen with the edition."""
