"""插入U盘: the wizard that carries the next bundle to a stick, and the judgement on a file."""
