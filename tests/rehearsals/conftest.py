"""Rehearsals take minutes, root and the network: only ``bin/rehearse`` collects them."""

import os

collect_ignore_glob = [] if os.environ.get("ELEARN_REHEARSE") else ["test_*.py"]
