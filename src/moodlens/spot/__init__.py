"""From displacements to movements."""
