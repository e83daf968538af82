"""How large a bundle and its parts may be, in bytes unless said otherwise.

They stand far above what a village makes in ten years and far below what an office PC can bear;
they are checked before anything of that size is read.
"""

MIB = 1 << 20

FILE = (1 << 32) - 1
"""A FAT32 stick holds no larger file, and the zip needs no 64-bit fields below it."""
ENTRIES = 50_000
"""How many files a bundle may hold."""
DIRECTORY = 16 * MIB
"""The list of files at the end of the zip."""
TAG_FILE = 16 * MIB
"""One manifest; a manifest of 50 000 files has about 7 MiB."""
SMALL = 64 << 10
"""bagit.txt, bag-info.txt and the tagmanifest of a bundle."""
HEADER = MIB
"""data/bundle.json."""
TABLE = 64 * MIB
"""One table, or its description."""
TABLES = 256 * MIB
"""All tables together: they alone are held in memory, to be checked against each other."""
CONTENT = (1 << 32) - 1
"""All files of one zip together, unpacked."""
RATIO = 200
"""A packed file may unpack to so many times its size, once it is larger than one MiB."""
ALL_RATIO = 20
"""All files of a packed zip together may, once they are larger than ``UNASKED``."""
UNASKED = 256 * MIB
CHUNK = MIB
"""How much is read, hashed or written at a time."""
