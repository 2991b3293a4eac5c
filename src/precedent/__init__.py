"""precedent: what happened, who says so, and has it happened before?"""
