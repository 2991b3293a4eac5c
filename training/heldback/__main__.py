"""``python -m training.heldback``."""

from training.heldback import main

raise SystemExit(main())
