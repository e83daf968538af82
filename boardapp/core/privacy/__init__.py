"""Privacy: what must not be on the wall is found in texts, contents and file names, and masked."""

from boardapp.core.privacy.contents import masked, scan_content
from boardapp.core.privacy.kinds import Found, Kind
from boardapp.core.privacy.scanner import mask, scan, scan_name

__all__ = ["Found", "Kind", "mask", "masked", "scan", "scan_content", "scan_name"]
