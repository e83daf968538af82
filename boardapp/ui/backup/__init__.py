"""The two tabs of 备份与恢复."""
